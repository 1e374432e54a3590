package io.jenkins.plugins.multiplatform.cli;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The process's standard output for what is no text. */
final class StandardOutput {
    private StandardOutput() {}

    /**
     * Empty if it is a terminal, which an archive would spoil.
     *
     * @throws InterruptedException while finding it out
     */
    @SuppressFBWarnings(
            value = "OBL_UNSATISFIED_OBLIGATION",
            justification = "it is the process's own, and ends with it")
    static Optional<OutputStream> ofProcess() throws InterruptedException {
        return isTerminal() ? Optional.empty() : Optional.of(new FileOutputStream(FileDescriptor.out));
    }

    /** Java only tells whether input and output are both terminals, and not in every version. */
    private static boolean isTerminal() throws InterruptedException {
        try {
            return new ProcessBuilder("test", "-t", "1")
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // Where there is no such command, its user has to know.
            return false;
        }
    }
}
