package io.jenkins.plugins.multiplatform.buildkit.output;

import java.io.IOException;

/** Where one output of one solve goes; maybe on another machine. Nothing exists before it is opened. */
public sealed interface OutputTarget {
    /** For {@code type=local}. */
    @FunctionalInterface
    non-sealed interface Folder extends OutputTarget {
        OutputFolder open() throws IOException;
    }

    /** For {@code type=tar}, {@code oci} and {@code docker}. */
    @FunctionalInterface
    non-sealed interface File extends OutputTarget {
        OutputFile open() throws IOException;
    }
}
