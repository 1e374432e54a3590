package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Takes the {@code --name=value} words off the front of an instruction's arguments, quotes and escapes resolved. */
final class FlagReader {
    private final String text;
    private final char escape;
    private final List<String> flags = new ArrayList<>();
    private int position;

    FlagReader(String text, char escape) {
        this.text = text;
        this.escape = escape;
        skipSpaces();
        while (text.startsWith("--", position)) {
            String word = readWord();
            skipSpaces();
            if (word.equals("--")) {
                break;
            }
            flags.add(word);
        }
    }

    List<String> flags() {
        return flags;
    }

    String rest() {
        return text.substring(position);
    }

    private void skipSpaces() {
        while (position < text.length() && GoSpace.is(text.charAt(position))) {
            position++;
        }
    }

    private String readWord() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (quote == 0 && GoSpace.is(c)) {
                break;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == escape) {
                position++;
                if (position < text.length()) {
                    word.append(text.charAt(position));
                }
            } else {
                word.append(c);
            }
        }
        position = Math.min(position, text.length());
        return word.toString();
    }
}
