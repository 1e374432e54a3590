package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** The content that a WALK is answered with: entries one after the other, each after a byte that announces it. */
final class EntryCodec {
    private static final int ENTRY = 1;

    private EntryCodec() {}

    static void write(DataOutput out, FileStat entry) throws IOException {
        out.writeByte(ENTRY);
        writeFields(out, entry);
    }

    static void writeFields(DataOutput out, FileStat entry) throws IOException {
        Texts.write(out, entry.path());
        out.writeInt(entry.mode());
        out.writeLong(entry.size());
        out.writeLong(entry.modTimeNanos());
        Texts.write(out, entry.linkname());
        out.writeLong(entry.devMajor());
        out.writeLong(entry.devMinor());
    }

    /** Empty at the end. Entries are taken as they come: BuildKit itself refuses those that are out of order. */
    static Optional<FileStat> read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        if (first != ENTRY) {
            throw new ProtocolException("sent no entry where one was expected");
        }
        return Optional.of(readFields(in));
    }

    static FileStat readFields(DataInput in) throws IOException {
        String path = Texts.read(in);
        int mode = in.readInt();
        long size = in.readLong();
        long modTimeNanos = in.readLong();
        return new FileStat(path, mode, size, modTimeNanos, Texts.read(in), in.readLong(), in.readLong());
    }
}
