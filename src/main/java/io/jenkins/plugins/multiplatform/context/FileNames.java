package io.jenkins.plugins.multiplatform.context;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names of files as UTF-8, whatever the locale of this JVM. Java 17 turns the bytes of a name into text by the locale,
 * and an agent started by systemd often has none: every name beyond ASCII would come out as question marks. A path's URI
 * has the bytes themselves.
 */
final class FileNames {
    private static final char REPLACEMENT = '\uFFFD';
    private static final boolean BY_LOCALE =
            !GoPath.WINDOWS && !"UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private FileNames() {}

    /** The last name; empty if its bytes are no UTF-8. */
    static Optional<String> name(Path path) {
        String text = String.valueOf(path.getFileName());
        if (isReliable(text)) {
            return Optional.of(text);
        }
        String uri = path.toUri().getRawPath();
        String bare = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return decode(bare.substring(bare.lastIndexOf('/') + 1));
    }

    /** A symbolic link's target as it is written; empty if its bytes are no UTF-8. */
    static Optional<String> target(Path target) {
        String text = target.toString();
        if (isReliable(text)) {
            return Optional.of(GoPath.slashes(text));
        }
        String uri = target.toUri().getRawPath();
        String bare = uri.endsWith("/") && !text.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        if (target.isAbsolute()) {
            return decode(bare);
        }
        String here = Path.of("").toUri().getRawPath();
        return decode(bare.substring(here.endsWith("/") ? here.length() : here.length() + 1));
    }

    /**
     * A single name as a relative path.
     *
     * @throws NoSuchFileException if no file can have such a name
     */
    static Path path(String name) throws NoSuchFileException {
        try {
            return isReliable(name) ? Path.of(name) : escaped(name);
        } catch (IllegalArgumentException e) {
            throw new NoSuchFileException(name, null, e.getMessage());
        }
    }

    private static Path escaped(String name) {
        StringBuilder uri = new StringBuilder("file:///");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            uri.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return Path.of(URI.create(uri.toString())).getFileName();
    }

    private static boolean isReliable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == REPLACEMENT || c > 0x7e && BY_LOCALE) {
                return GoPath.WINDOWS;
            }
        }
        return true;
    }

    private static Optional<String> decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
