package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Variables in the fields of a form: what they stand for is known when a build begins, so that such values are not checked. */
public final class Variables {
    private Variables() {}

    /** Whether a value may have some. */
    public static boolean areIn(@CheckForNull String value) {
        return value != null && value.indexOf('$') >= 0;
    }
}
