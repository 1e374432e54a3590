package io.jenkins.plugins.multiplatform.options;

import java.util.regex.Pattern;

/** Tells addresses that a daemon fetches from paths of this machine. */
public final class RemoteUrl {
    private static final Pattern HTTP = Pattern.compile("https?://.*");

    private RemoteUrl() {}

    /** Whether the text names a Git repository, or a file or archive on a web server. */
    public static boolean isRemote(String text) {
        return HTTP.matcher(text).matches() || GitUrl.isGit(text);
    }
}
