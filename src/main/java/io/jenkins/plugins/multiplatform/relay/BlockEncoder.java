package io.jenkins.plugins.multiplatform.relay;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Makes blocks, the payload of DATA: their raw size (4 bytes), then the content, deflated without a header, or as it is
 * if that has just this size. What is carried costs the controller most of its time: sources shrink to a fifth.
 */
final class BlockEncoder {
    /** Of a block before deflating, in bytes. */
    static final int LARGEST = 128 << 10;

    private static final int WORTH_TRYING = 64;
    private static final int MISSES = 4;
    private static final int SKIPPED_AFTER_MISSES = 16;

    private final Pool<Deflater> deflaters;
    private int misses;
    private int toSkip;

    /** For one file, as whether it shrinks is remembered. */
    BlockEncoder(Pool<Deflater> deflaters) {
        this.deflaters = deflaters;
    }

    static Pool<Deflater> deflaters() {
        return new Pool<>(() -> new Deflater(Deflater.BEST_SPEED, true), Deflater::reset, Deflater::end);
    }

    byte[] encode(byte[] raw, int length) {
        byte[] deflated = isWorthTrying(length) ? deflate(raw, length) : null;
        if (deflated != null) {
            misses = 0;
            return deflated;
        }
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length)
                .put(raw, 0, length)
                .array();
    }

    private boolean isWorthTrying(int length) {
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        return length >= WORTH_TRYING;
    }

    private byte[] deflate(byte[] raw, int length) {
        // Room for a block that is a tenth smaller: what does not fit isn't worth it.
        byte[] target = new byte[Integer.BYTES + length - length / 10];
        Deflater deflater = deflaters.borrow();
        try {
            deflater.setInput(raw, 0, length);
            deflater.finish();
            int count = deflater.deflate(target, Integer.BYTES, target.length - Integer.BYTES);
            if (deflater.finished()) {
                ByteBuffer.wrap(target).putInt(length);
                return Arrays.copyOf(target, Integer.BYTES + count);
            }
        } finally {
            deflaters.giveBack(deflater);
        }
        misses++;
        if (misses >= MISSES) {
            toSkip = SKIPPED_AFTER_MISSES;
        }
        return null;
    }
}
