package io.jenkins.plugins.multiplatform.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times of equal runs.
 *
 * @param seconds ascending, at least one
 */
record Samples(List<Double> seconds) {
    Samples {
        seconds = seconds.stream().sorted().toList();
    }

    static Samples of(double... seconds) {
        return new Samples(Arrays.stream(seconds).boxed().toList());
    }

    double median() {
        int size = seconds.size();
        return (seconds.get((size - 1) / 2) + seconds.get(size / 2)) / 2;
    }

    double min() {
        return seconds.get(0);
    }

    double max() {
        return seconds.get(seconds.size() - 1);
    }

    /** In seconds, the median and what it lies between. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", median(), min(), max());
    }
}
