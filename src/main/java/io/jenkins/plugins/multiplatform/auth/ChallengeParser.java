package io.jenkins.plugins.multiplatform.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one {@code WWW-Authenticate} line from left to right without going back, so that no input, however odd, takes
 * longer than its length. Commas part both challenges and parameters: a word that is not followed by {@code =} starts
 * a challenge.
 */
final class ChallengeParser {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z0-9+._-]+");

    private final String line;
    private final List<Challenge> challenges = new ArrayList<>();
    private int at;
    private Optional<String> scheme = Optional.empty();
    private Map<String, String> parameters = new LinkedHashMap<>();

    ChallengeParser(String line) {
        this.line = line;
    }

    List<Challenge> parse() {
        while (at < line.length()) {
            String word = token();
            if (word.isEmpty()) {
                at++;
            } else {
                read(word);
            }
        }
        finish();
        return challenges;
    }

    private void read(String word) {
        skipSpaces();
        if (!isAt('=')) {
            finish();
            scheme = Optional.of(word).filter(SCHEME.asMatchPredicate());
            return;
        }
        at++;
        skipSpaces();
        String value = isAt('"') ? quoted() : token();
        if (scheme.isPresent()) {
            parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value);
        }
    }

    private void finish() {
        scheme.ifPresent(name -> challenges.add(new Challenge(name, parameters)));
        scheme = Optional.empty();
        parameters = new LinkedHashMap<>();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < line.length() && line.charAt(at) != '"') {
            boolean escaped = line.charAt(at) == '\\' && at + 1 < line.length();
            value.append(line.charAt(escaped ? at + 1 : at));
            at += escaped ? 2 : 1;
        }
        at++;
        return value.toString();
    }

    /** Takes more than RFC 9110's token characters: unquoted realms with slashes and colons are seen in the wild. */
    private String token() {
        int start = at;
        while (at < line.length() && " \t,=\"".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(start, at);
    }

    private void skipSpaces() {
        while (isAt(' ') || isAt('\t')) {
            at++;
        }
    }

    private boolean isAt(char c) {
        return at < line.length() && line.charAt(at) == c;
    }
}
