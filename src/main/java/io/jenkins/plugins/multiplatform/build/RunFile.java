package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import java.io.IOException;

/** A file that gets its place only while its run goes on: nodes may still send when it has ended. */
final class RunFile implements OutputFile {
    private final OutputFile file;
    private final LocalOutputs run;

    RunFile(OutputFile file, LocalOutputs run) {
        this.file = file;
        this.run = run;
    }

    @Override
    public void append(byte[] content) throws IOException {
        file.append(content);
    }

    @Override
    public void finish() throws IOException {
        run.finish(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
