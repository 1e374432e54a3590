package io.jenkins.plugins.multiplatform.image;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON byte for byte as Go's {@code json.MarshalIndent} with two spaces does. Digests are made of these bytes:
 * only with the same ones does an index that we put together get the digest that buildx would give it.
 *
 * <p>Values are {@code Map} (in its own order, see {@link #sorted(Map)}), {@code List}, {@code String},
 * {@code Integer}, {@code Long}, {@code Double}, {@code Boolean} and {@link #NULL}.
 *
 * @see <a href="https://pkg.go.dev/encoding/json#Marshal">encoding/json</a>
 */
public final class GoJson {
    /** The JSON null, which is what a list that was never made is in Go. */
    public static final Object NULL = new Object();

    /** Go orders keys by their UTF-8 bytes, which is the order of code points and not that of Java's chars. */
    private static final Comparator<String> BY_CODE_POINTS = (first, second) -> {
        int[] left = first.codePoints().toArray();
        int[] right = second.codePoints().toArray();
        return Arrays.compare(left, right);
    };

    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String ESCAPES = "\"\\bfnrt";

    private final StringBuilder out = new StringBuilder();

    private GoJson() {}

    /** Without a newline at the end, as Go. */
    public static byte[] marshalIndent(Map<String, ?> object) {
        return text(object).getBytes(StandardCharsets.UTF_8);
    }

    /** Any value, not only an object. */
    public static String text(Object value) {
        GoJson json = new GoJson();
        json.value(value, 0);
        return json.out.toString();
    }

    /** A map as Go writes one, by key; the fields of a Go struct have an order of their own. */
    public static <T> Map<String, T> sorted(Map<String, T> map) {
        Map<String, T> sorted = new TreeMap<>(BY_CODE_POINTS);
        sorted.putAll(map);
        return sorted;
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else if (value == NULL) {
            out.append("null");
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /** Go changes to an exponent below 1e-6 and from 1e21 on. */
    private static String number(double number) {
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        double size = Math.abs(number);
        if (size == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        if (size >= 1e-6 && size < 1e21) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = decimal.precision() - decimal.scale() - 1;
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (number < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }

    private void object(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            newLine(depth + 1);
            string((String) entry.getKey());
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        newLine(depth);
        out.append('}');
    }

    private void list(List<?> list, int depth) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (Iterator<?> entries = list.iterator(); entries.hasNext(); ) {
            newLine(depth + 1);
            value(entries.next(), depth + 1);
            out.append(entries.hasNext() ? "," : "");
        }
        newLine(depth);
        out.append(']');
    }

    private void newLine(int depth) {
        out.append('\n').append("  ".repeat(depth));
    }

    private void string(String text) {
        out.append('"');
        text.codePoints().forEach(this::codePoint);
        out.append('"');
    }

    private void codePoint(int codePoint) {
        int escape = ESCAPED.indexOf(codePoint);
        if (escape >= 0) {
            out.append('\\').append(ESCAPES.charAt(escape));
        } else if (codePoint < ' '
                || codePoint == '<'
                || codePoint == '>'
                || codePoint == '&'
                || codePoint == 0x2028
                || codePoint == 0x2029) {
            out.append(String.format("\\u%04x", codePoint));
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            // Half a pair can only come from a document's escape, for which Go has read U+FFFD.
            out.append('\ufffd');
        } else {
            out.appendCodePoint(codePoint);
        }
    }
}
