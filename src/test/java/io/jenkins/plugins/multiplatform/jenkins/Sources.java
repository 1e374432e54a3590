package io.jenkins.plugins.multiplatform.jenkins;

/** Build contexts as a Pipeline writes them. */
public final class Sources {
    private Sources() {}

    /** A statement that writes {@code app/Dockerfile}: {@code FROM alpine} and more instructions, one a line. */
    public static String dockerfile(String instructions) {
        return "writeFile file: 'app/Dockerfile', text: '''FROM alpine\n" + instructions + "\n'''\n";
    }

    /** The same with an instruction that no cache knows. */
    public static String uncached(String instructions) {
        return dockerfile("ARG UNIQUE=" + System.nanoTime() + "\n" + instructions);
    }
}
