package io.jenkins.plugins.multiplatform.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes input that nobody means well with: pieces of a grammar in a wrong order, and damaged documents. */
public final class Hostile {
    private static final List<String> ODD = List.of(
            "\0",
            "\n",
            "\r\n",
            "\t",
            "\u001b[2J",
            "\u007f",
            "\u00a0",
            "ü",
            "\u202e",
            "\ud800",
            "\udc00",
            "😀",
            "%",
            "%2",
            "%zz",
            "\\",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "*",
            "?",
            "..",
            "//",
            "9".repeat(40));

    private final Random random;

    public Hostile(long seed) {
        random = new Random(seed);
    }

    /** Up to {@code most} pieces, mostly of the grammar. */
    public String text(List<String> grammar, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            text.append(random.nextInt(8) == 0 ? pick(ODD) : pick(grammar));
        }
        return text.toString();
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    /** A document after one to four accidents. */
    public byte[] damaged(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int end = at + random.nextInt(Math.min(bytes.length - at, 40) + 1);
        byte[] piece = slice(bytes, at, end);
        return switch (random.nextInt(6)) {
            case 0 -> slice(bytes, 0, at);
            case 1 -> joined(slice(bytes, 0, at), slice(bytes, end, bytes.length));
            case 2 -> joined(slice(bytes, 0, end), piece, slice(bytes, end, bytes.length));
            case 3 ->
                joined(slice(bytes, 0, at), new byte[] {(byte) random.nextInt(256)}, slice(bytes, at, bytes.length));
            case 4 -> joined(slice(bytes, 0, at), odd(), slice(bytes, end, bytes.length));
            default ->
                joined(slice(bytes, 0, at), value().getBytes(StandardCharsets.UTF_8), slice(bytes, end, bytes.length));
        };
    }

    private byte[] odd() {
        return pick(ODD).getBytes(StandardCharsets.UTF_8);
    }

    private String value() {
        return pick(List.of(
                "null",
                "true",
                "-1",
                "1e999",
                "-0",
                "1.5",
                "99999999999999999999",
                "\"\"",
                "[]",
                "{}",
                "[null]",
                ",",
                ":",
                "\"\\ud800\"",
                "NaN",
                "/*",
                "#",
                ")]}'\n"));
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
