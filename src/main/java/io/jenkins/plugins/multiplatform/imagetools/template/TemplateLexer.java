package io.jenkins.plugins.multiplatform.imagetools.template;

import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.util.ArrayList;
import java.util.List;

/** Cuts what stands between braces into words. */
final class TemplateLexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    TemplateLexer(String text) {
        this.text = text;
    }

    enum Kind {
        WORD,
        /** With its dot; the dot alone has no name. */
        FIELD,
        TEXT,
        NUMBER,
        OPEN,
        CLOSE,
        PIPE
    }

    /** @param spaced whether there was a space before it */
    record Token(Kind kind, String text, boolean spaced) {}

    List<Token> read() throws TemplateException {
        boolean spaced = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                spaced = true;
                continue;
            }
            tokens.add(next(c, spaced));
            spaced = false;
        }
        return tokens;
    }

    private Token next(char c, boolean spaced) throws TemplateException {
        switch (c) {
            case '(', ')', '|' -> {
                at++;
                Kind kind = c == '(' ? Kind.OPEN : c == ')' ? Kind.CLOSE : Kind.PIPE;
                return new Token(kind, String.valueOf(c), spaced);
            }
            case '.' -> {
                at++;
                return new Token(Kind.FIELD, word(), spaced);
            }
            case '"' -> {
                return new Token(Kind.TEXT, quoted(), spaced);
            }
            case '`' -> {
                int end = text.indexOf('`', at + 1);
                if (end < 0) {
                    throw new TemplateException("unterminated raw quoted string");
                }
                String raw = text.substring(at + 1, end);
                at = end + 1;
                return new Token(Kind.TEXT, raw, spaced);
            }
            default -> {
                String word = word();
                if (word.isEmpty()) {
                    throw Template.unsupported(GoQuote.quote(new String(Character.toChars(text.codePointAt(at)))));
                }
                boolean number = word.chars().allMatch(digit -> digit >= '0' && digit <= '9') && word.length() < 10;
                return new Token(number ? Kind.NUMBER : Kind.WORD, word, spaced);
            }
        }
    }

    private String word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws TemplateException {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                at++;
                char escaped = at < text.length() ? text.charAt(at) : 0;
                if (escaped != '"' && escaped != '\\') {
                    throw Template.unsupported("an escape in a text other than \\\" and \\\\");
                }
                c = escaped;
            }
            value.append(c);
        }
        throw new TemplateException("unterminated quoted string");
    }
}
