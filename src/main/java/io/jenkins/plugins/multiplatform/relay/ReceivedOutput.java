package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * W's end of one output: does what N says, as far as it makes sense. What no honest node sends is a
 * {@link ProtocolException}, but names, which are of foreign origin: they are a {@link RefusedException}.
 */
interface ReceivedOutput extends Closeable {
    void make(FileStat entry) throws IOException;

    /** @param path empty where the output is a file */
    void append(String path, byte[] piece) throws IOException;

    void complete(String path) throws IOException;

    void finish() throws IOException;

    static ReceivedOutput open(OutputTarget target, EntryLimit entries) throws IOException {
        if (target instanceof OutputTarget.Folder folder) {
            return new ReceivedFolder(folder.open(), entries.share());
        }
        return new ReceivedFile(((OutputTarget.File) target).open());
    }

    /** To the end of the content. */
    default void receive(DataInputStream in) throws IOException {
        for (PushOperation next = PushOperation.of(in.read());
                next != PushOperation.FINISH;
                next = PushOperation.of(in.read())) {
            switch (next) {
                case MAKE -> make(EntryCodec.readFields(in));
                case APPEND -> append(Texts.read(in), PushOperation.readPiece(in));
                case COMPLETE -> complete(Texts.read(in));
                default -> throw new IllegalStateException(next.name());
            }
        }
        if (in.read() >= 0) {
            throw new ProtocolException("sent more of an output that it had finished");
        }
        finish();
    }
}
