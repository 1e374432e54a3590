package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text of an agent fit for the log, pages and files of a run. An agent runs foreign code: control characters would
 * move the cursor of a terminal, hide what stands beside them or make a file unreadable, and characters that change the
 * direction of text would show something else than what is there.
 */
public final class AgentText {
    /** Shown in place of each character that is not taken over. */
    private static final int REPLACEMENT = 0xFFFD;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** A change of colour, which build tools print. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[([0-9]{0,3}(?:;[0-9]{0,3}){0,15})m");

    private static final String CONCEAL = "8";

    private AgentText() {}

    /**
     * One line.
     *
     * @param text null counts as empty
     * @param max in characters; what is more is cut off
     */
    public static String line(@CheckForNull String text, int max) {
        return cut(text, max, false);
    }

    /**
     * Several lines, with tabs.
     *
     * @param text null counts as empty
     * @param max in characters, line ends included; what is more is cut off
     */
    public static String lines(@CheckForNull String text, int max) {
        return cut(text, max, true);
    }

    /** A line of the log of any length: tabs and changes of colour stay. */
    public static String logLine(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        StringBuilder safe = new StringBuilder(text.length());
        Matcher colour = COLOUR.matcher(text);
        int from = 0;
        while (colour.find()) {
            append(safe, text.substring(from, colour.start()), true);
            if (conceals(colour.group(1))) {
                append(safe, colour.group(), true);
            } else {
                safe.append(colour.group());
            }
            from = colour.end();
        }
        append(safe, text.substring(from), true);
        return safe.toString();
    }

    private static String cut(@CheckForNull String text, int max, boolean multiline) {
        if (text == null) {
            return "";
        }
        boolean longer = text.length() > max;
        StringBuilder safe = new StringBuilder(Math.min(text.length(), max) + 1);
        append(safe, longer ? text.substring(0, max) : text, multiline);
        return longer ? safe.append('…').toString() : safe.toString();
    }

    private static void append(StringBuilder safe, String text, boolean multiline) {
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                safe.append(multiline ? (char) c : ' ');
            } else {
                safe.appendCodePoint(isSafe(c) ? c : REPLACEMENT);
            }
        });
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            // Most of these change the direction of text or can't be seen; the two join letters and emoji.
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            default -> (c & 0xFFFE) != 0xFFFE;
        };
    }

    /** Whether the parameters hide text, which is also how notes of Jenkins begin that its log shows as pictures. */
    private static boolean conceals(String parameters) {
        String[] values = parameters.split(";", -1);
        for (int i = 0; i < values.length; i++) {
            boolean indexed = values[i].equals("38") || values[i].equals("48");
            if (indexed && i + 1 < values.length) {
                i += values[i + 1].equals("2") ? 4 : 2;
            } else if (values[i].replaceFirst("^0+(?=.)", "").equals(CONCEAL)) {
                return true;
            }
        }
        return false;
    }
}
