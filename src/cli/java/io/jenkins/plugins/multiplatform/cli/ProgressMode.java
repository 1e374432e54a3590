package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.options.InvalidOptionException;

/** What a build tells while it runs, and at its end. */
enum ProgressMode {
    /** Text, then the table of platforms. */
    PLAIN,
    /** A JSON object per line, and nothing else. */
    RAW_JSON,
    /** Nothing, then the digest. */
    QUIET,
    /** Nothing at all. */
    NONE;

    static ProgressMode parse(String progress, boolean quiet) throws InvalidOptionException {
        ProgressMode mode = parse(progress);
        if (!quiet || mode == QUIET) {
            return mode;
        }
        if (!progress.equals("auto")) {
            throw new InvalidOptionException("progress=" + progress + " and quiet cannot be used together");
        }
        return QUIET;
    }

    private static ProgressMode parse(String progress) throws InvalidOptionException {
        return switch (progress) {
            case "auto", "plain" -> PLAIN;
            case "rawjson" -> RAW_JSON;
            case "quiet" -> QUIET;
            case "none" -> NONE;
            default ->
                throw new InvalidOptionException(
                        "invalid progress mode " + progress + "; valid are auto, plain, rawjson, quiet, none");
        };
    }
}
