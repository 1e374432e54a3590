package io.jenkins.plugins.multiplatform.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an annotation stands.
 *
 * @see <a href="https://docs.docker.com/build/metadata/annotations/">annotations of images and indexes</a>
 */
public enum AnnotationLevel {
    /** In the image's own manifest. */
    MANIFEST,
    /** In the index. */
    INDEX,
    /** On the index's entry for the image. */
    MANIFEST_DESCRIPTOR,
    /** On what points at the index, which only the layout of an archive has. */
    INDEX_DESCRIPTOR;

    /** Whether it belongs to the index as a whole, and so to no platform. */
    boolean isOfIndex() {
        return this == INDEX || this == INDEX_DESCRIPTOR;
    }

    static Optional<AnnotationLevel> parse(String text) {
        return Arrays.stream(values())
                .filter(level -> level.toString().equals(text))
                .findFirst();
    }

    /** As users and daemons write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
