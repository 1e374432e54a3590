package io.jenkins.plugins.multiplatform.relay;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Opens blocks; never makes more of one than it declares, and never more than a block may hold. */
final class BlockDecoder {
    private BlockDecoder() {}

    static Pool<Inflater> inflaters() {
        return new Pool<>(() -> new Inflater(true), Inflater::reset, Inflater::end);
    }

    static byte[] decode(byte[] block, Pool<Inflater> inflaters) throws ProtocolException {
        int size = block.length < Integer.BYTES ? -1 : ByteBuffer.wrap(block).getInt();
        int stored = block.length - Integer.BYTES;
        if (size <= 0 || size > BlockEncoder.LARGEST || stored > size) {
            throw new ProtocolException("sent " + block.length + " bytes as a block of " + size);
        }
        if (stored == size) {
            return Arrays.copyOfRange(block, Integer.BYTES, block.length);
        }
        Inflater inflater = inflaters.borrow();
        try {
            return inflate(block, size, inflater);
        } catch (DataFormatException e) {
            throw new ProtocolException("sent a block that can't be inflated (" + e.getMessage() + ")");
        } finally {
            inflaters.giveBack(inflater);
        }
    }

    private static byte[] inflate(byte[] block, int size, Inflater inflater)
            throws DataFormatException, ProtocolException {
        byte[] raw = new byte[size];
        inflater.setInput(block, Integer.BYTES, block.length - Integer.BYTES);
        int count = inflater.inflate(raw);
        // The end of the deflated data may only be seen when more is asked for.
        if (count < size || !inflater.finished() && (inflater.inflate(new byte[1]) > 0 || !inflater.finished())) {
            throw new ProtocolException("sent a block that is not of the " + size + " bytes that it declares");
        }
        return raw;
    }
}
