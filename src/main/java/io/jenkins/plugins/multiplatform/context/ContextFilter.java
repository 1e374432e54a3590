package io.jenkins.plugins.multiplatform.context;

import java.io.Serializable;
import java.util.List;

/**
 * What the daemon asks of a context, as in the metadata of fsutil's call. A path is sent if an include pattern or a
 * followed path fits it, or there are neither, and no exclude pattern does.
 *
 * @param includes include-patterns
 * @param excludes exclude-patterns
 * @param followPaths followpaths: files with, wherever symbolic links or wildcards stand in them, what those mean
 */
public record ContextFilter(List<String> includes, List<String> excludes, List<String> followPaths)
        implements Serializable {
    public static final ContextFilter ALL = new ContextFilter(List.of(), List.of(), List.of());

    public ContextFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        followPaths = List.copyOf(followPaths);
    }

    public static ContextFilter excluding(List<String> excludes) {
        return new ContextFilter(List.of(), excludes, List.of());
    }
}
