package io.jenkins.plugins.multiplatform.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The grammar of references, as the distribution project's library has it. Split by hand, since its one regular
 * expression would recurse in Java; the repetitions below are possessive for the same reason.
 *
 * @see <a href="https://github.com/distribution/reference/blob/main/regexp.go">the grammar</a>
 */
final class ReferenceGrammar {
    private static final int LONGEST_PATH = 255;
    private static final int MAX_TAG = 128;
    private static final Pattern LONG_TAG = Pattern.compile("\\w[\\w.-]*");
    private static final String DOMAIN_COMPONENT = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:" + DOMAIN_COMPONENT + "(?:\\." + DOMAIN_COMPONENT + ")*+|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?");
    private static final Pattern PATH_COMPONENT = Pattern.compile("[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*+");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*+(?:[-_+.][A-Za-z][A-Za-z0-9]*+)*+:[0-9A-Fa-f]{32,}+");

    private ReferenceGrammar() {}

    /** @param domain empty for a name that has none */
    record Name(String domain, String path) {}

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    static Reference parse(String input) throws InvalidReferenceException {
        Optional<Parts> parts = split(input);
        if (parts.isEmpty()) {
            boolean onlyUppercase = split(input.toLowerCase(Locale.ROOT)).isPresent();
            throw new InvalidReferenceException(
                    input,
                    onlyUppercase
                            ? "repository name must be lowercase"
                            : "invalid reference format" + lengthOfTag(input));
        }
        Name name = parts.get().name();
        if (name.path().length() > LONGEST_PATH) {
            throw new InvalidReferenceException(
                    input, "repository name must not be more than " + LONGEST_PATH + " characters");
        }
        Digest digest = null;
        if (!parts.get().digest().isEmpty()) {
            digest = Digest.parse(parts.get().digest());
        }
        return new Reference(name.domain(), name.path(), parts.get().tag(), digest);
    }

    /** Tag and digest are empty where there is none. */
    private record Parts(Name name, String tag, String digest) {}

    private static Optional<Parts> split(String input) {
        int at = input.indexOf('@');
        String digest = at < 0 ? "" : input.substring(at + 1);
        if (at >= 0 && !DIGEST.matcher(digest).matches()) {
            return Optional.empty();
        }
        String tagged = at < 0 ? input : input.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        boolean hasTag = colon > tagged.lastIndexOf('/');
        String tag = hasTag ? tagged.substring(colon + 1) : "";
        if (hasTag && !isTag(tag)) {
            return Optional.empty();
        }
        return splitName(hasTag ? tagged.substring(0, colon) : tagged).map(name -> new Parts(name, tag, digest));
    }

    /** The one mistake that can't be seen: what else is wrong shows in the text itself. */
    private static String lengthOfTag(String input) {
        int colon = input.lastIndexOf(':');
        String tag = colon > input.lastIndexOf('/') ? input.substring(colon + 1) : "";
        return tag.length() > MAX_TAG && LONG_TAG.matcher(tag).matches()
                ? ": the tag has " + tag.length() + " characters, at most " + MAX_TAG + " are allowed"
                : "";
    }

    private static Optional<Name> splitName(String name) {
        int slash = name.indexOf('/');
        if (slash >= 0 && DOMAIN.matcher(name.substring(0, slash)).matches() && isPath(name.substring(slash + 1))) {
            return Optional.of(new Name(name.substring(0, slash), name.substring(slash + 1)));
        }
        return isPath(name) ? Optional.of(new Name("", name)) : Optional.empty();
    }

    private static boolean isPath(String path) {
        for (String component : path.split("/", -1)) {
            if (!PATH_COMPONENT.matcher(component).matches()) {
                return false;
            }
        }
        return true;
    }
}
