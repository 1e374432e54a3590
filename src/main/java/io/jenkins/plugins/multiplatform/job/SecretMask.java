package io.jenkins.plugins.multiplatform.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides in texts of other machines what a run has given them: a step of a Dockerfile that prints its secret must not
 * write it into the log, a result or an error. A value has to be added before it is handed out.
 *
 * <p>Values are hidden in the forms by which a CI server hides those of its own steps. Of one with several lines each line
 * of some length is hidden too, since logs are written line by line.
 */
public final class SecretMask {
    /** As Jenkins writes it in place of a secret. */
    private static final String HIDDEN = "****";

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    /** Shorter lines of a file are found in too many texts that have nothing to do with it. */
    private static final int SHORTEST_LINE = 12;

    /** Of a longer one no other forms are looked for than the one that it has: each is a pattern of ten times its size. */
    private static final int LONGEST_WITH_FORMS = 16 << 10;

    /** Tokens are good for minutes, and a run of many hours asks for many. */
    private static final int MAX_TOKENS = 500;

    private final Function<Collection<String>, Pattern> forms;
    private final Set<String> known = new HashSet<>();
    private final List<Form> values = new ArrayList<>();
    private final Deque<Form> tokens = new ArrayDeque<>();
    /** Whole lines, and values without further forms, by their beginning; the longest first. */
    private final Map<String, SortedSet<String>> literals = new HashMap<>();

    private int longest;

    /** @param value is not looked for in shorter texts than half of it, which is as short as a form can be */
    private record Form(String value, Pattern pattern) {
        void find(String text, BitSet found) {
            if (text.length() < value.length() / 2) {
                return;
            }
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.set(matcher.start(), matcher.end());
            }
        }
    }

    /** @param forms gives what matches values in all forms that they may have; with an empty pattern for none */
    public SecretMask(Function<Collection<String>, Pattern> forms) {
        this.forms = forms;
    }

    /** Adds a secret as a step gets it: a text, or the content of a file. */
    public void add(byte[] secret) {
        add(new String(secret, StandardCharsets.UTF_8));
    }

    /** Adds a text, a password or the content of a file. */
    public synchronized void add(String secret) {
        if (!known.add(secret)) {
            return;
        }
        addForms(secret, values);
        // The line break at the end of a file is often dropped when it is printed.
        String trimmed = secret.stripTrailing();
        if (!trimmed.equals(secret) && known.add(trimmed)) {
            addForms(trimmed, values);
        }
        if (trimmed.indexOf('\n') >= 0 || trimmed.indexOf('\r') >= 0) {
            trimmed.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE)
                    .forEach(this::addLiteral);
        }
    }

    /** Adds a token that is good for a short time; of very many the first are forgotten. */
    public synchronized void addToken(String token) {
        if (known.add(token)) {
            addForms(token, tokens);
            if (tokens.size() > MAX_TOKENS) {
                known.remove(tokens.remove().value());
            }
        }
    }

    private void addForms(String value, Collection<Form> to) {
        if (value.length() > LONGEST_WITH_FORMS) {
            addLiteral(value);
            return;
        }
        Pattern pattern = forms.apply(List.of(value));
        if (!pattern.pattern().isEmpty()) {
            to.add(new Form(value, pattern));
            longest = Math.max(longest, value.length());
        }
    }

    private void addLiteral(String text) {
        literals.computeIfAbsent(text.substring(0, SHORTEST_LINE), start -> new TreeSet<>(LONGEST_FIRST))
                .add(text);
        longest = Math.max(longest, text.length());
    }

    /** How many characters the longest value has: as many may be missing at the end of a text that was cut. */
    public synchronized int longest() {
        return longest;
    }

    /** The text with all that was added hidden. */
    public String mask(String text) {
        BitSet found = find(text);
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        for (int start = found.nextSetBit(0); start >= 0; start = found.nextSetBit(at)) {
            masked.append(text, at, start).append(HIDDEN);
            at = found.nextClearBit(start);
        }
        return masked.append(text, at, text.length()).toString();
    }

    /**
     * Where a text can be cut so that nothing that is to be hidden lies on both sides.
     *
     * @return the next such place before the position, or behind it where there is none
     */
    public int cutBefore(String text, int position) {
        BitSet found = find(text);
        if (position == 0 || !found.get(position) || !found.get(position - 1)) {
            return position;
        }
        int start = found.previousClearBit(position) + 1;
        return start > 0 ? start : found.nextClearBit(position);
    }

    private synchronized BitSet find(String text) {
        BitSet found = new BitSet();
        values.forEach(value -> value.find(text, found));
        tokens.forEach(token -> token.find(text, found));
        if (!literals.isEmpty()) {
            findLiterals(text, found);
        }
        return found;
    }

    private void findLiterals(String text, BitSet found) {
        for (int i = 0; i + SHORTEST_LINE <= text.length(); i++) {
            SortedSet<String> alike = literals.get(text.substring(i, i + SHORTEST_LINE));
            if (alike != null) {
                int start = i;
                alike.stream()
                        .filter(literal -> text.startsWith(literal, start))
                        .findFirst()
                        .ifPresent(literal -> found.set(start, start + literal.length()));
            }
        }
    }

    /** Names nothing. */
    @Override
    public String toString() {
        return "SecretMask";
    }
}
