package io.jenkins.plugins.multiplatform.auth;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a token allows, e.g. {@code repository:team/app:pull,push}.
 *
 * @param type mostly {@code repository}
 * @param name the repository, without its registry
 * @param actions sorted and without doubles, so that equal scopes are equal values
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Token scope documentation</a>
 */
public record TokenScope(String type, String name, List<String> actions) implements Serializable {
    /** In place of a name, among what is allowed: all of a registry. No repository can be named so. */
    public static final String ANY = "*";

    private static final int MAX_NAME = 255;
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");

    public TokenScope {
        actions = List.copyOf(new TreeSet<>(actions));
    }

    public static TokenScope pull(String repository) {
        return new TokenScope("repository", repository, List.of("pull"));
    }

    public static TokenScope pullAndPush(String repository) {
        return new TokenScope("repository", repository, List.of("pull", "push"));
    }

    /**
     * Reads the wire form. The name may hold colons of its own (a host with a port), so the outer ones count.
     *
     * @throws AuthException if it is not of the form {@code type:name:action,...}
     */
    public static TokenScope parse(String scope) throws AuthException {
        int first = scope.indexOf(':');
        int last = scope.lastIndexOf(':');
        if (first <= 0 || last == first || first + 1 == last || last == scope.length() - 1) {
            throw new AuthException("invalid token scope \"" + scope + "\", expected type:name:action,...");
        }
        return new TokenScope(
                scope.substring(0, first),
                scope.substring(first + 1, last),
                List.of(scope.substring(last + 1).split(",")));
    }

    /** Whether it is to pull from one repository, and from one that can exist. */
    boolean isPlainPull() {
        return pull(name).equals(this) && namesRepository();
    }

    /** What else stands in place of a name may be read as further scopes by a token server, or as a pattern. */
    private boolean namesRepository() {
        return name.length() <= MAX_NAME && REPOSITORY.matcher(name).matches();
    }

    /** True if a token for this scope is enough for the other one. */
    public boolean covers(TokenScope other) {
        boolean named = name.equals(ANY) ? other.namesRepository() : name.equals(other.name);
        return type.equals(other.type) && named && actions.containsAll(other.actions);
    }

    @Override
    public String toString() {
        return type + ":" + name + ":" + String.join(",", actions);
    }
}
