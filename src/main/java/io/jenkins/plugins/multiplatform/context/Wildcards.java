package io.jenkins.plugins.multiplatform.context;

import java.util.Arrays;

/**
 * A pattern whose only special characters are {@code *} and {@code ?}, applied without being compiled: ignore files
 * have thousands of them. The states of all alternatives are kept side by side, so that the time is at most the product
 * of both lengths. A trailing {@code **} does not fit a line feed, as in moby, whose expression has {@code .*} for it.
 */
final class Wildcards {
    private static final int NAME = -1;
    private static final int REST = -2;
    private static final int FOLDERS = -3;
    private static final int INSIDE_FOLDERS = -4;
    private static final int ONE = -5;

    private Wildcards() {}

    static boolean matches(String pattern, String path) {
        int[] steps = steps(pattern);
        boolean[] now = new boolean[steps.length + 1];
        boolean[] then = new boolean[steps.length + 1];
        now[0] = true;
        skip(steps, now);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            i += Character.charCount(c);
            Arrays.fill(then, false);
            for (int s = 0; s < steps.length; s++) {
                if (now[s]) {
                    take(steps[s], s, c, then);
                }
            }
            skip(steps, then);
            boolean[] spare = now;
            now = then;
            then = spare;
        }
        return now[steps.length];
    }

    private static int[] steps(String pattern) {
        int[] steps = new int[pattern.length() + 1];
        int used = 0;
        int length = pattern.length();
        for (int i = 0; i < length; ) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c == '*' && i < length && pattern.charAt(i) == '*') {
                i++;
                i += i < length && pattern.charAt(i) == '/' ? 1 : 0;
                if (i == length) {
                    steps[used++] = REST;
                } else {
                    steps[used++] = FOLDERS;
                    steps[used++] = INSIDE_FOLDERS;
                }
            } else {
                steps[used++] = c == '*' ? NAME : c == '?' ? ONE : c;
            }
        }
        return Arrays.copyOf(steps, used);
    }

    private static void take(int step, int state, int c, boolean[] then) {
        switch (step) {
            case NAME -> then[state] |= c != '/';
            case REST -> then[state] |= c != '\n';
            case FOLDERS -> {}
            case INSIDE_FOLDERS -> {
                then[state] |= c != '\n';
                then[state + 1] |= c == '/';
            }
            case ONE -> then[state + 1] |= c != '/';
            default -> then[state + 1] |= c == step;
        }
    }

    /** Adds the states that need no character; they always lie behind. */
    private static void skip(int[] steps, boolean[] states) {
        for (int s = 0; s < steps.length; s++) {
            if (states[s]) {
                switch (steps[s]) {
                    case NAME, REST -> states[s + 1] = true;
                    case FOLDERS -> {
                        states[s + 1] = true;
                        states[s + 2] = true;
                    }
                    default -> {}
                }
            }
        }
    }
}
