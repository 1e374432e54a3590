package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Puts the archives of an output's platforms together, where the output goes. */
final class Assembly {
    private final OutputSpec output;
    private final PartFiles.Part parts;
    private final Workspace workspace;

    /** @param workspace whose links lead nowhere else */
    Assembly(OutputSpec output, PartFiles.Part parts, Workspace workspace) {
        this.workspace = workspace;
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
                new OciLayout(workspace.locateFolder(dest)).put(parts.files(), parts.several());
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
        try (LocalFile joined = LocalFile.open(workspace, dest)) {
            write(new Appender(joined));
            joined.finish();
        }
    }

    private void write(OutputStream target) throws IOException {
        Map<Platform, Path> files = parts.files();
        try (target) {
            if (!parts.several()) {
                try (InputStream in =
                        Files.newInputStream(files.values().iterator().next(), LinkOption.NOFOLLOW_LINKS)) {
                    in.transferTo(target);
                }
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

    private static final class Appender extends OutputStream {
        private final LocalFile file;

        Appender(LocalFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.append(bytes, offset, length);
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
