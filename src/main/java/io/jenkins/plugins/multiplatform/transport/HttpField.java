package io.jenkins.plugins.multiplatform.transport;

import java.util.regex.Pattern;

/** One line of a request's head, which nothing in it can turn into two. */
public record HttpField(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

    /** @throws IllegalArgumentException if the value is not of printable ASCII */
    public HttpField {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a field of an HTTP head: " + name);
        }
    }

    String line() {
        return name + ": " + value + "\r\n";
    }
}
