package io.jenkins.plugins.multiplatform.context;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A set of code points as ranges: what stands in brackets. */
final class CharacterClass implements IntPredicate {
    private int[] ranges = new int[8];
    private int used;
    private final boolean negated;

    CharacterClass(boolean negated) {
        this.negated = negated;
    }

    void add(int low, int high) {
        if (used == ranges.length) {
            ranges = Arrays.copyOf(ranges, used * 2);
        }
        ranges[used++] = low;
        ranges[used++] = high;
    }

    /** Adds pairs of low and high. */
    void addAll(String pairs) {
        for (int i = 0; i < pairs.length(); i += 2) {
            add(pairs.charAt(i), pairs.charAt(i + 1));
        }
    }

    /** Adds what the pairs, ascending, leave out. */
    void addOthers(String pairs) {
        int next = 0;
        for (int i = 0; i < pairs.length(); i += 2) {
            if (pairs.charAt(i) > next) {
                add(next, pairs.charAt(i) - 1);
            }
            next = pairs.charAt(i + 1) + 1;
        }
        add(next, Character.MAX_CODE_POINT);
    }

    @Override
    public boolean test(int codePoint) {
        for (int i = 0; i < used; i += 2) {
            if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
                return !negated;
            }
        }
        return negated;
    }
}
