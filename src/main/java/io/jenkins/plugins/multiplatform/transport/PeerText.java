package io.jenkins.plugins.multiplatform.transport;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;

/**
 * Makes text that another machine sent fit for logs and terminals: control characters of any kind could rewrite what
 * stands there, and invisible ones turn its direction.
 */
public final class PeerText {
    private static final Pattern HARMFUL =
            Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Cs}\\p{gc=Zl}\\p{gc=Zp}&&[^\n\t]]+");
    private static final Pattern SPACE = Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Cs}\\p{gc=Zl}\\p{gc=Zp}\\s]+");

    private PeerText() {}

    /** Keeps its lines; nothing becomes the empty text. */
    public static String lines(@CheckForNull String text) {
        return text == null ? "" : HARMFUL.matcher(text).replaceAll(" ");
    }

    /** As one line. */
    public static String line(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** As one line of few characters. */
    public static String line(String text, int limit) {
        String line = line(text);
        return line.length() <= limit ? line : line.substring(0, limit) + "...";
    }
}
