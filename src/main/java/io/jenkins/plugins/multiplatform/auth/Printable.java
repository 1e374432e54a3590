package io.jenkins.plugins.multiplatform.auth;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;

/**
 * Makes text that another machine sent fit for logs and terminals: control characters of any kind could rewrite what
 * stands there, and invisible ones turn its direction.
 */
public final class Printable {
    private static final int MAX_CHARACTERS = 200;
    private static final Pattern HARMFUL =
            Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Cs}\\p{gc=Zl}\\p{gc=Zp}&&[^\n\t]]+");
    private static final Pattern SPACE = Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Cs}\\p{gc=Zl}\\p{gc=Zp}\\s]+");

    private Printable() {}

    /** Keeps its lines; nothing becomes the empty text. */
    public static String lines(@CheckForNull String text) {
        return text == null ? "" : HARMFUL.matcher(text).replaceAll(" ");
    }

    /** As one line of at most {@value #MAX_CHARACTERS} characters. */
    static String of(String text) {
        String line = SPACE.matcher(text).replaceAll(" ");
        int length = line.codePointCount(0, line.length());
        return length <= MAX_CHARACTERS ? line : line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }
}
