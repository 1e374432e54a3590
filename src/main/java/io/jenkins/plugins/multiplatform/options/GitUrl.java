package io.jenkins.plugins.multiplatform.options;

import java.util.regex.Pattern;

/**
 * Git repositories as build contexts name them.
 *
 * @see <a href="https://docs.docker.com/build/concepts/context/#git-repositories">Git repositories as contexts</a>
 */
public final class GitUrl {
    private static final Pattern HTTP = Pattern.compile("https?://[^?#]+\\.git(\\?[^#]*)?(#.*)?");
    private static final Pattern OTHER = Pattern.compile("(git|ssh)://.+");
    /** As {@code git clone} takes it: {@code git@host:path}. */
    private static final Pattern SCP = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^#?]+(\\?[^#]*)?(#.*)?");

    private static final String GITHUB = "github.com/";

    private GitUrl() {}

    /** An HTTP address is a repository only if its path ends in {@code .git}. */
    public static boolean isGit(String text) {
        return text.startsWith(GITHUB)
                || HTTP.matcher(text).matches()
                || OTHER.matcher(text).matches()
                || SCP.matcher(text).matches();
    }
}
