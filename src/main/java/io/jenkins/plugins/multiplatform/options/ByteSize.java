package io.jenkins.plugins.multiplatform.options;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as {@code docker} reads them: {@code 64m}, {@code 1.5 GiB}, {@code .5g}, {@code 1e6}; units are powers of 1024.
 *
 * @see <a href="https://pkg.go.dev/github.com/docker/go-units#RAMInBytes">RAMInBytes</a>
 */
final class ByteSize {
    private static final Pattern SIZE =
            Pattern.compile("\\+?((?:[0-9][0-9_]*+\\.?[0-9]*+|\\.[0-9]++)" + "(?:[eE][+-]?[0-9]{1,2})?) ?([A-Za-z]*)");
    private static final Pattern SUFFIX = Pattern.compile("(?:([kmgtp])i?b?|b)?");
    private static final String UNITS = "kmgtp";

    private ByteSize() {}

    /** @param option its name, for the error's text */
    static long parse(String option, String text) throws InvalidOptionException {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw invalid(option, text, "invalid size: '" + text + "'");
        }
        Matcher suffix = SUFFIX.matcher(size.group(2).toLowerCase(Locale.ROOT));
        if (!suffix.matches()) {
            throw invalid(option, text, "invalid suffix: '" + size.group(2) + "'");
        }
        int exponent = suffix.group(1) == null ? 0 : UNITS.indexOf(suffix.group(1)) + 1;
        try {
            return new BigDecimal(size.group(1).replace("_", ""))
                    .multiply(BigDecimal.valueOf(1L << (10 * exponent)))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidOptionException(
                    "invalid argument \"" + text + "\" for \"" + option + "\" flag: it is too large", e);
        }
    }

    private static InvalidOptionException invalid(String option, String text, String why) {
        return new InvalidOptionException("invalid argument \"" + text + "\" for \"" + option + "\" flag: " + why);
    }
}
