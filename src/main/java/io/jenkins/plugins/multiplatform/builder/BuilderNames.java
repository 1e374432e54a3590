package io.jenkins.plugins.multiplatform.builder;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** What a builder may be called. */
public final class BuilderNames {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z][a-zA-Z0-9.\\-_]*");
    private static final String RESERVED = "default";
    private static final List<String> ADJECTIVES = List.of(
            "amber", "brave", "calm", "daring", "eager", "fair", "gentle", "happy", "keen", "lively", "merry", "noble",
            "polite", "quiet", "rapid", "sunny", "tidy", "vivid", "wise", "zesty");
    private static final List<String> SURNAMES = List.of(
            "babbage",
            "boole",
            "curie",
            "dijkstra",
            "euler",
            "franklin",
            "goldberg",
            "hamilton",
            "hopper",
            "johnson",
            "kay",
            "liskov",
            "lovelace",
            "mccarthy",
            "noether",
            "perlman",
            "ritchie",
            "shannon",
            "turing",
            "wirth");

    private BuilderNames() {}

    /** Checks a name; the result is in lower case, as it is stored. */
    public static String check(String name) throws BuilderException {
        if (!VALID.matcher(name).matches()) {
            throw new BuilderException("invalid name " + name
                    + ", name needs to start with a letter and may not contain symbols, except ._-");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals(RESERVED)) {
            throw new BuilderException("default is a reserved name and cannot be used to identify builder instance");
        }
        return lower;
    }

    public static String random(Random random) {
        return ADJECTIVES.get(random.nextInt(ADJECTIVES.size())) + "_" + SURNAMES.get(random.nextInt(SURNAMES.size()));
    }
}
