package io.jenkins.plugins.multiplatform.options;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Git repository as a build context names it.
 *
 * @param remote without the parts behind it
 * @param ref a branch, a tag or a commit; empty for the default branch
 * @param folder within the repository; empty for all of it
 * @param query further wishes, as written; mostly empty
 * @see <a href="https://docs.docker.com/build/concepts/context/#git-repositories">Git repositories as contexts</a>
 */
public record GitUrl(String remote, String ref, String folder, String query) {
    private static final Pattern HTTP = Pattern.compile("https?://[^?#]+\\.git(\\?[^#]*)?(#.*)?");
    private static final Pattern OTHER = Pattern.compile("(git|ssh)://.+");
    /** As {@code git clone} takes it: {@code git@host:path}. */
    private static final Pattern SCP = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^#?]+(\\?[^#]*)?(#.*)?");

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String GITHUB = "github.com/";

    /** An HTTP address is a repository only if its path ends in {@code .git}. */
    public static boolean isGit(String text) {
        return text.startsWith(GITHUB)
                || HTTP.matcher(text).matches()
                || OTHER.matcher(text).matches()
                || SCP.matcher(text).matches();
    }

    /** @param text for which {@link #isGit} holds: {@code https://host/path.git?query#ref:folder} */
    public static GitUrl parse(String text) throws InvalidOptionException {
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        String address = hash < 0 ? text : text.substring(0, hash);
        int mark = address.indexOf('?');
        String remote = mark < 0 ? address : address.substring(0, mark);
        int colon = fragment.indexOf(':');
        GitUrl url = new GitUrl(
                remote.startsWith(GITHUB) ? "https://" + remote : remote,
                colon < 0 ? fragment : fragment.substring(0, colon),
                colon < 0 ? "" : fragment.substring(colon + 1),
                "");
        return mark < 0 ? url : url.withQuery(address.substring(mark + 1));
    }

    private GitUrl withQuery(String written) throws InvalidOptionException {
        String newRef = ref;
        String newFolder = folder;
        List<String> others = new ArrayList<>();
        for (String field : written.split("&")) {
            int equals = field.indexOf('=');
            String value = equals < 0 ? "" : field.substring(equals + 1);
            switch (equals < 0 ? field : field.substring(0, equals)) {
                case "ref" -> newRef = same("ref", newRef, value);
                case "branch" -> newRef = same("ref", newRef, full("refs/heads/", value));
                case "tag" -> newRef = same("ref", newRef, full("refs/tags/", value));
                case "subdir" -> newFolder = same("subdir", newFolder, value);
                default -> others.add(field);
            }
        }
        return new GitUrl(remote, newRef, newFolder, String.join("&", others));
    }

    private static String full(String prefix, String name) {
        return name.startsWith(prefix) ? name : prefix + name;
    }

    private static String same(String what, String one, String other) throws InvalidOptionException {
        if (!one.isEmpty() && !one.equals(other)) {
            throw new InvalidOptionException(what + " conflicts: \"" + one + "\" vs \"" + other + "\"");
        }
        return other;
    }

    /** Whether it names one commit for ever. */
    public boolean isPinned() {
        return COMMIT.matcher(ref).matches() || query.matches("(.*&)?(checksum|commit)=.*");
    }

    public GitUrl withRef(String commit) {
        return new GitUrl(remote, commit, folder, query);
    }

    /** As a daemon takes it. */
    public String address() {
        String fragment = ref + (folder.isEmpty() ? "" : ":" + folder);
        return remote + (query.isEmpty() ? "" : "?" + query) + (fragment.isEmpty() ? "" : "#" + fragment);
    }

    /** For logs: without the password that the address may have. */
    @Override
    public String toString() {
        return RemoteUrl.withoutPassword(address());
    }
}
