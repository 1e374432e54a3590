package io.jenkins.plugins.multiplatform.context;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the few patterns that a path could match among thousands, by the literal text that they begin or end with:
 * generated ignore files have 20,000 lines, and contexts as many files. A hash table in arrays: with a map per text an
 * ignore file would take many times its own size.
 */
final class PatternIndex {
    private static final int[] NONE = {};

    private enum Kind {
        EXACT,
        BEGINNING,
        ENDING
    }

    private final List<IgnorePattern> patterns;
    private final BitSet beginnings = new BitSet();
    private final BitSet endings = new BitSet();
    /** The first entry of each bucket, less one; the table's size is a power of two. */
    private final int[] buckets;
    /** By entry: pattern, the part of its text that is the key, and the next entry of the bucket, less one. */
    private int[] numbers;

    private int[] starts;
    private int[] ends;
    private int[] next;
    private byte[] kinds;
    private int used;

    PatternIndex(List<IgnorePattern> patterns) {
        this.patterns = patterns;
        buckets = new int[Integer.highestOneBit(Math.max(8, patterns.size())) * 2];
        grow(Math.max(8, patterns.size()));
        for (int i = 0; i < patterns.size(); i++) {
            add(patterns.get(i), i);
        }
    }

    private void grow(int size) {
        numbers = used == 0 ? new int[size] : Arrays.copyOf(numbers, size);
        starts = used == 0 ? new int[size] : Arrays.copyOf(starts, size);
        ends = used == 0 ? new int[size] : Arrays.copyOf(ends, size);
        next = used == 0 ? new int[size] : Arrays.copyOf(next, size);
        kinds = used == 0 ? new byte[size] : Arrays.copyOf(kinds, size);
    }

    private void add(IgnorePattern pattern, int number) {
        String text = pattern.text();
        switch (pattern.form()) {
            case EXACT -> put(Kind.EXACT, text, 0, text.length(), number);
            case PREFIX -> put(Kind.BEGINNING, text, 0, pattern.beginning(), number);
            case SUFFIX -> {
                put(Kind.ENDING, text, pattern.ending(), text.length(), number);
                if (text.startsWith("/", pattern.ending())) {
                    put(Kind.EXACT, text, pattern.ending() + 1, text.length(), number);
                }
            }
            case WILDCARDS, EXPRESSION -> {
                if (text.length() - pattern.ending() > pattern.beginning()) {
                    put(Kind.ENDING, text, pattern.ending(), text.length(), number);
                } else {
                    put(Kind.BEGINNING, text, 0, pattern.beginning(), number);
                }
            }
        }
    }

    private void put(Kind kind, String text, int start, int end, int number) {
        if (used == numbers.length) {
            grow(used * 2);
        }
        int hash = 0;
        for (int i = 0; i < end - start; i++) {
            hash = hash * 31 + text.charAt(kind == Kind.ENDING ? end - 1 - i : start + i);
        }
        if (kind != Kind.EXACT) {
            (kind == Kind.BEGINNING ? beginnings : endings).set(end - start);
        }
        int bucket = bucket(kind, hash);
        numbers[used] = number;
        starts[used] = start;
        ends[used] = end;
        kinds[used] = (byte) kind.ordinal();
        next[used] = buckets[bucket];
        buckets[bucket] = ++used;
    }

    private int bucket(Kind kind, int hash) {
        int mixed = (hash + kind.ordinal()) * 0x9E3779B1;
        return (mixed ^ mixed >>> 16) & buckets.length - 1;
    }

    /** The numbers of the patterns that may match, ascending, each once. Those that are left out don't match. */
    int[] candidates(String path) {
        Found found = new Found();
        int length = path.length();
        int hash = 0;
        for (int i = 0; i <= length; i++) {
            if (beginnings.get(i)) {
                collect(Kind.BEGINNING, hash, path, 0, i, found);
            }
            hash = i < length ? hash * 31 + path.charAt(i) : hash;
        }
        collect(Kind.EXACT, hash, path, 0, length, found);
        hash = 0;
        for (int i = 0; i <= length; i++) {
            if (endings.get(i)) {
                collect(Kind.ENDING, hash, path, length - i, length, found);
            }
            hash = i < length ? hash * 31 + path.charAt(length - 1 - i) : hash;
        }
        return found.count == 0 ? NONE : ascending(found.numbers, found.count);
    }

    private void collect(Kind kind, int hash, String path, int from, int to, Found found) {
        for (int entry = buckets[bucket(kind, hash)] - 1; entry >= 0; entry = next[entry] - 1) {
            String text = patterns.get(numbers[entry]).text();
            if (kinds[entry] == kind.ordinal()
                    && ends[entry] - starts[entry] == to - from
                    && text.regionMatches(starts[entry], path, from, to - from)) {
                found.add(numbers[entry]);
            }
        }
    }

    private static int[] ascending(int[] numbers, int count) {
        Arrays.sort(numbers, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || numbers[kept - 1] != numbers[i]) {
                numbers[kept++] = numbers[i];
            }
        }
        return Arrays.copyOf(numbers, kept);
    }

    /** Both ascending and without repeats; so is the result. */
    static int[] union(int[] one, int[] other) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        int[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return ascending(both, both.length);
    }

    private static final class Found {
        private int[] numbers = new int[8];
        private int count;

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = number;
        }
    }
}
