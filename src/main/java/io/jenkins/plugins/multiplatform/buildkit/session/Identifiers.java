package io.jenkins.plugins.multiplatform.buildkit.session;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Identifiers in the form that BuildKit's own clients make: 25 characters of base 36, from 128 random bits or more. */
public final class Identifiers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 25;

    private Identifiers() {}

    public static String random() {
        // 25 digits of base 36 hold 129 bits.
        String digits = new BigInteger(129, RANDOM).toString(36);
        return "0".repeat(Math.max(0, LENGTH - digits.length())) + digits;
    }
}
