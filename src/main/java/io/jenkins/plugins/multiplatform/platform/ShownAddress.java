package io.jenkins.plugins.multiplatform.platform;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as logs, errors and names of tasks may show them: without what only their reader's own server may know. */
public final class ShownAddress {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(\\S*)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(:[0-9]*)?");
    private static final Pattern PARAMETER = Pattern.compile("([?&])([^=&#]*)=([^&#]*)");
    private static final String HIDDEN = "***";

    /** Parameters of Git contexts. All others may be tokens and signatures. */
    private static final Set<String> PUBLIC_PARAMETERS = Set.of(
            "ref",
            "branch",
            "tag",
            "commit",
            "checksum",
            "subdir",
            "submodules",
            "keep-git-dir",
            "mtime",
            "fetch-by-commit");

    private ShownAddress() {}

    /** @param text an address, or a text with any number of them */
    public static String in(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + withoutSecrets(match.group(2))));
    }

    private static String withoutSecrets(String address) {
        return PARAMETER
                .matcher(withoutUser(address))
                .replaceAll(match -> Matcher.quoteReplacement(
                        PUBLIC_PARAMETERS.contains(match.group(2))
                                ? match.group()
                                : hidden(match.group(1), match.group(2))));
    }

    private static String hidden(String separator, String name) {
        return separator + name + "=" + HIDDEN;
    }

    /** A password may have the characters that end it where people do not encode it. */
    private static String withoutUser(String address) {
        int end = 0;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        String authority = address.substring(0, end);
        int at = authority.lastIndexOf('@');
        if (at < 0 && !HOST_AND_PORT.matcher(authority).matches()) {
            at = address.lastIndexOf('@');
        }
        return address.substring(at + 1);
    }
}
