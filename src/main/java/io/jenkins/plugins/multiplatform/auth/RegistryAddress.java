package io.jenkins.plugins.multiplatform.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the addresses that registries answer with: redirects, places of uploads, token servers. Registries are tried with
 * Go's clients, which take more than {@link URI} does, so what that refuses in a path or a query is percent-encoded first.
 * Hosts, and escapes in a path, must be right, as in Go.
 *
 * @see <a href="https://pkg.go.dev/net/url#Parse">Go's url.Parse</a>
 */
public final class RegistryAddress {
    private static final String NOT_IN_A_PATH = " \"<>\\^`{|}[]";
    private static final String NOT_IN_A_QUERY = " \"<>\\^`{|}";
    private static final int DELETE = 127;

    private RegistryAddress() {}

    /**
     * Reads an address that may be relative.
     *
     * @param from what answered with it
     * @return without fragment, which is never sent
     * @throws URISyntaxException if Go would not read it either
     */
    public static URI resolve(URI from, String address) throws URISyntaxException {
        URI read = parse(address);
        boolean isQueryOnly = !read.isAbsolute()
                && read.getRawAuthority() == null
                && read.getRawPath().isEmpty();
        if (!isQueryOnly) {
            return from.resolve(read);
        }
        // java.net.URI would drop the last part of the path, by the RFC before this one
        String query = read.getRawQuery() == null ? from.getRawQuery() : read.getRawQuery();
        String base = from.getScheme() + "://" + from.getRawAuthority() + from.getRawPath();
        return new URI(query == null ? base : base + "?" + query);
    }

    /**
     * Reads an address.
     *
     * @return without fragment
     * @throws URISyntaxException if Go would not read it either
     */
    public static URI parse(String address) throws URISyntaxException {
        String text = address.strip();
        int control = indexOfControl(text);
        if (control >= 0) {
            throw new URISyntaxException(Printable.of(text), "it has a control character", control);
        }
        int fragment = text.indexOf('#');
        String sent = fragment < 0 ? text : text.substring(0, fragment);
        int query = sent.indexOf('?');
        String beforeQuery = query < 0 ? sent : sent.substring(0, query);
        int path = startOfPath(beforeQuery);
        StringBuilder encoded = new StringBuilder(beforeQuery.substring(0, path));
        encode(beforeQuery.substring(path), NOT_IN_A_PATH, false, encoded);
        if (query >= 0) {
            encoded.append('?');
            encode(sent.substring(query + 1), NOT_IN_A_QUERY, true, encoded);
        }
        return new URI(encoded.toString());
    }

    private static int indexOfControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == DELETE) {
                return i;
            }
        }
        return -1;
    }

    /** Behind scheme and host, which are left as they are. */
    private static int startOfPath(String address) {
        int authority = address.indexOf("//");
        boolean hasAuthority = authority == 0 || (authority > 0 && address.charAt(authority - 1) == ':');
        if (!hasAuthority || address.substring(0, authority).indexOf('/') >= 0) {
            return 0;
        }
        int slash = address.indexOf('/', authority + 2);
        return slash < 0 ? address.length() : slash;
    }

    private static void encode(String part, String refused, boolean strayPercent, StringBuilder encoded) {
        for (int i = 0; i < part.length(); ) {
            int character = part.codePointAt(i);
            boolean stray = strayPercent && character == '%' && !isEscape(part, i);
            if (stray || character > DELETE || refused.indexOf(character) >= 0) {
                escape(character, encoded);
            } else {
                encoded.appendCodePoint(character);
            }
            i += Character.charCount(character);
        }
    }

    private static boolean isEscape(String part, int percent) {
        return percent + 2 < part.length()
                && Character.digit(part.charAt(percent + 1), 16) >= 0
                && Character.digit(part.charAt(percent + 2), 16) >= 0;
    }

    /** Header values come as one character for each byte, which is kept; others are written in UTF-8. */
    private static void escape(int character, StringBuilder encoded) {
        byte[] bytes = character <= 0xff
                ? new byte[] {(byte) character}
                : Character.toString(character).getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            encoded.append(String.format("%%%02X", b & 0xff));
        }
    }
}
