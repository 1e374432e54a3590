package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.platform.ShownAddress;
import java.util.regex.Pattern;

/** Tells addresses that a daemon fetches from paths of this machine. */
public final class RemoteUrl {
    private static final Pattern HTTP = Pattern.compile("https?://.*");

    private RemoteUrl() {}

    /** Whether the text names a Git repository, or a file or archive on a web server. */
    public static boolean isRemote(String text) {
        return isHttp(text) || GitUrl.isGit(text);
    }

    /** Whether the text is the address of something on a web server. */
    public static boolean isHttp(String text) {
        return HTTP.matcher(text).matches();
    }

    /** For logs. */
    public static String withoutPassword(String address) {
        return ShownAddress.in(address);
    }
}
