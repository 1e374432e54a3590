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
