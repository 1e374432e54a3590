package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Puts the archives of an output's platforms together, where the output goes. */
final class Assembly {
    private final OutputSpec output;
    private final PartFiles.Part parts;

    Assembly(OutputSpec output, PartFiles.Part parts) {
        this.output = output;
        this.parts = parts;
    }

    /** @param standardOutput stays open */
    void finish(OutputStream standardOutput) throws IOException {
        Path dest = Path.of(output.dest()).toAbsolutePath();
        try {
            if (output.isForStandardOutput()) {
                write(new Shield(standardOutput));
                standardOutput.flush();
            } else if (output.isLayout()) {
                new OciLayout(dest).put(parts.files(), parts.several());
            } else {
                replace(dest);
            }
        } catch (IOException e) {
            throw new IOException(
                    "Tried to put the platforms' archives together to "
                            + (output.isForStandardOutput() ? "the standard output" : dest)
                            + ", but failed because: " + e.getMessage(),
                    e);
        }
    }

    private void replace(Path dest) throws IOException {
        Path joined = PartFiles.beside(dest);
        try {
            write(Files.newOutputStream(joined));
            Files.move(joined, dest, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(joined);
        }
    }

    private void write(OutputStream target) throws IOException {
        Map<Platform, Path> files = parts.files();
        try (target) {
            if (!parts.several()) {
                Files.copy(files.values().iterator().next(), target);
                return;
            }
            try (ArchiveWriter writer = new ArchiveWriter(target)) {
                if (output.type().equals(OutputSpec.OCI)) {
                    OciJoiner.join(files, writer);
                } else {
                    TarJoiner.join(files, writer);
                }
            }
        }
    }

    /** Keeps a stream open that is not ours to close. */
    private static final class Shield extends FilterOutputStream {
        Shield(OutputStream shielded) {
            super(shielded);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
