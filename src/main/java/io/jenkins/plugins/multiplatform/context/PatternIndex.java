package io.jenkins.plugins.multiplatform.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the few patterns that a path could match among thousands, by the literal text that they begin or end with:
 * generated ignore files have 20,000 lines, and contexts as many files.
 */
final class PatternIndex {
    private static final int[] NONE = new int[0];

    private final Map<String, List<Integer>> exact = new HashMap<>();
    private final TreeMap<Integer, Map<String, List<Integer>>> byBeginning = new TreeMap<>();
    private final TreeMap<Integer, Map<String, List<Integer>>> byEnding = new TreeMap<>();

    PatternIndex(List<IgnorePattern> patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            add(patterns.get(i), i);
        }
    }

    private void add(IgnorePattern pattern, int number) {
        switch (pattern.form()) {
            case EXACT -> put(exact, pattern.literal(), number);
            case PREFIX -> put(byBeginning, pattern.literal(), number);
            case SUFFIX -> {
                put(byEnding, pattern.literal(), number);
                if (pattern.literal().startsWith("/")) {
                    put(exact, pattern.literal().substring(1), number);
                }
            }
            case EXPRESSION -> {
                String beginning = pattern.beginning();
                String ending = pattern.ending();
                if (ending.length() > beginning.length()) {
                    put(byEnding, ending, number);
                } else {
                    put(byBeginning, beginning, number);
                }
            }
        }
    }

    private static void put(TreeMap<Integer, Map<String, List<Integer>>> index, String key, int number) {
        put(index.computeIfAbsent(key.length(), length -> new HashMap<>()), key, number);
    }

    private static void put(Map<String, List<Integer>> index, String key, int number) {
        index.computeIfAbsent(key, same -> new ArrayList<>()).add(number);
    }

    /** The numbers of the patterns that may match, ascending, each once. Those that are left out don't match. */
    int[] candidates(String path) {
        IntStream.Builder found = IntStream.builder();
        boolean any = collect(exact.get(path), found);
        for (Map.Entry<Integer, Map<String, List<Integer>>> one : byBeginning.entrySet()) {
            if (one.getKey() > path.length()) {
                break;
            }
            any |= collect(one.getValue().get(path.substring(0, one.getKey())), found);
        }
        for (Map.Entry<Integer, Map<String, List<Integer>>> one : byEnding.entrySet()) {
            if (one.getKey() > path.length()) {
                break;
            }
            any |= collect(one.getValue().get(path.substring(path.length() - one.getKey())), found);
        }
        return any ? found.build().sorted().distinct().toArray() : NONE;
    }

    private static boolean collect(List<Integer> numbers, IntStream.Builder into) {
        if (numbers == null) {
            return false;
        }
        numbers.forEach(into::add);
        return true;
    }

    /** Both ascending and without repeats; so is the result. */
    static int[] union(int[] one, int[] other) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        int[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return Arrays.stream(both).sorted().distinct().toArray();
    }
}
