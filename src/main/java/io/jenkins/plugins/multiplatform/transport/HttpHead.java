package io.jenkins.plugins.multiplatform.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Status line and header fields of an HTTP/1.1 answer, read byte by byte: behind a 101 the peer's first HTTP/2 bytes
 * can sit in the same segment, and none of them may be swallowed.
 */
record HttpHead(int status, String reason, List<String> fields) {
    private static final int LARGEST = 16 * 1024;

    static HttpHead read(InputStream in) throws IOException {
        String start = line(in, LARGEST);
        String[] parts = start.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("the answer isn't HTTP/1.1: it begins with \"" + PeerText.line(start, 80) + "\"");
        }
        List<String> fields = new ArrayList<>();
        int budget = LARGEST - start.length();
        for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
            fields.add(line);
            budget -= line.length() + 2;
        }
        return new HttpHead(Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : "", fields);
    }

    private static String line(InputStream in, int budget) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended inside the answer's header");
            }
            if (line.length() >= budget) {
                throw new IOException("the answer's header is larger than " + LARGEST + " bytes");
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    Optional<String> field(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return fields.stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(field -> field.substring(prefix.length()).strip())
                .findFirst();
    }

    /** The body's beginning, for an error text. A body that breaks off is quoted as far as it came. */
    String body(InputStream in, int limit) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            if (field("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
                for (int size = chunk(in); size > 0 && body.size() < limit; size = chunk(in)) {
                    body.write(in.readNBytes(Math.min(size, limit - body.size())));
                    line(in, LARGEST);
                }
            } else {
                int length = field("Content-Length")
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(Integer::parseInt)
                        .orElse(limit);
                body.write(in.readNBytes(Math.min(length, limit)));
            }
        } catch (IOException e) {
            // the status says enough
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        String size = line(in, LARGEST).split(";", 2)[0].strip();
        return size.matches("[0-9a-fA-F]{1,6}") ? Integer.parseInt(size, 16) : 0;
    }
}
