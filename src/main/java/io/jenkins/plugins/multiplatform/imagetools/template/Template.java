package io.jenkins.plugins.multiplatform.imagetools.template;

import java.util.ArrayList;
import java.util.List;

/**
 * A template: text with values in double braces. Understood are fields ({@code .Name}, {@code .Manifest.Digest}), the
 * functions {@code json} and {@code index}, parentheses, pipes, and {@code {{-}} and {@code -}}} to trim spaces; whatever
 * else Go's language has is refused and not guessed at.
 *
 * @see <a href="https://pkg.go.dev/text/template">text/template</a>
 */
public final class Template {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String SPACES = " \t\r\n";

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** @param expression counts if it is not the dot of a text */
    private record Part(String text, Expression expression, boolean isText) {}

    public static Template parse(String source) throws TemplateException {
        List<Part> parts = new ArrayList<>();
        String rest = source;
        boolean trimStart = false;
        while (true) {
            int left = rest.indexOf(LEFT);
            String text = left < 0 ? rest : rest.substring(0, left);
            boolean trimEnd = left >= 0 && hasTrimMark(rest, left + 2);
            text = trimStart ? stripStart(text) : text;
            addText(parts, trimEnd ? stripEnd(text) : text);
            if (left < 0) {
                return new Template(parts);
            }
            int start = left + (trimEnd ? 3 : 2);
            int right = end(rest, start);
            String action = rest.substring(start, right);
            trimStart = action.length() > 1
                    && action.endsWith("-")
                    && SPACES.indexOf(action.charAt(action.length() - 2)) >= 0;
            action = trimStart ? action.substring(0, action.length() - 1) : action;
            parts.add(new Part("", TemplateParser.parse(action), false));
            rest = rest.substring(right + 2);
        }
    }

    private static boolean hasTrimMark(String text, int at) {
        return at + 1 < text.length() && text.charAt(at) == '-' && SPACES.indexOf(text.charAt(at + 1)) >= 0;
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, new Expression.Dot(), true));
        }
    }

    /** Braces within quotes are text. */
    private static int end(String text, int start) throws TemplateException {
        char quote = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += quote == '"' && c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if (text.startsWith(RIGHT, i)) {
                return i;
            }
        }
        throw new TemplateException("unclosed action");
    }

    private static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && SPACES.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    private static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && SPACES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** @throws Deferred.FailedException if a value that it names can't be got */
    public String execute(GoStruct data) throws TemplateException, Deferred.FailedException, InterruptedException {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(
                    part.isText()
                            ? part.text()
                            : GoValues.print(part.expression().evaluate(data)));
        }
        return out.toString();
    }

    static TemplateException unsupported(String what) {
        return new TemplateException(what + " is not supported; supported are fields (.Manifest.Digest), json, index,"
                + " parentheses and pipes");
    }
}
