package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits an instruction's arguments into words. */
final class Words {
    private Words() {}

    static int indexOfSpace(String text) {
        int i = 0;
        while (i < text.length() && "\t\u000b\f\r ".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** On spaces alone, as {@code FROM} does. */
    static List<String> onSpaces(String text) {
        return GoSpace.isBlank(text) ? List.of() : List.of(GoSpace.strip(text).split("[\t\u000b\f\r ]+"));
    }

    /**
     * On spaces outside of quotes; quotes and escapes stay in the words. Spaces after {@code <<} belong to the word of
     * the heredoc. A quote without its end gives no words at all, as in BuildKit.
     */
    static List<String> quoted(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == escape && quote != '\'' && i + 1 < text.length()) {
                word.append(c).append(text.charAt(++i));
            } else if (quote == 0 && GoSpace.is(c)) {
                if (!endsWithHeredocSign(word)) {
                    flush(word, words);
                }
            } else {
                quote = quoteAfter(quote, c);
                word.append(c);
            }
        }
        flush(word, words);
        return quote == 0 ? words : List.of();
    }

    private static boolean endsWithHeredocSign(StringBuilder word) {
        int end = word.length();
        return end >= 2 && word.charAt(end - 1) == '<' && word.charAt(end - 2) == '<';
    }

    private static char quoteAfter(char quote, char c) {
        if (quote == 0) {
            return c == '\'' || c == '"' ? c : 0;
        }
        return c == quote ? 0 : quote;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
