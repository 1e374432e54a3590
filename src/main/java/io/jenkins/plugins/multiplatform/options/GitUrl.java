package io.jenkins.plugins.multiplatform.options;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Git repository as a build context names it, read as BuildKit reads it.
 *
 * @param remote without the parts behind it
 * @param ref a branch, a tag or a commit; empty for the default branch
 * @param folder within the repository; empty for all of it
 * @param query further wishes, as written; mostly empty
 * @see <a href="https://docs.docker.com/build/concepts/context/#git-repositories">Git repositories as contexts</a>
 */
public record GitUrl(String remote, String ref, String folder, String query) {
    private static final Pattern HTTP = Pattern.compile("(?i:https?)://[^?#]+\\.git(\\?[^#]*)?(#.*)?");
    private static final Pattern OTHER = Pattern.compile("(?i:git|ssh)://.+");
    /** As {@code git clone} takes it: {@code git@host:path}. Nothing in it is encoded but the query. */
    private static final Pattern SCP = Pattern.compile("[A-Za-z0-9_-]+@[A-Za-z0-9.-]+:[^#?]*(\\?[^#]*)?(#.*)?");

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern BAD_REF = Pattern.compile(".*[\\p{Cntrl}:].*|-.*", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String GITHUB = "github.com/";
    private static final String PLAIN = "-._~/@!$&'()*,;=+";
    /** Which BuildKit takes without a value. */
    private static final Set<String> FLAGS = Set.of("submodules", "keep-git-dir", "fetch-by-commit");

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
        String written = hash < 0 ? "" : text.substring(hash + 1);
        String fragment = isScp(text) ? written : decode(written, false);
        String address = hash < 0 ? text : text.substring(0, hash);
        int mark = address.indexOf('?');
        int colon = fragment.indexOf(':');
        GitUrl url = new GitUrl(
                remote(mark < 0 ? address : address.substring(0, mark)),
                colon < 0 ? fragment : fragment.substring(0, colon),
                colon < 0 ? "" : fragment.substring(colon + 1),
                "");
        GitUrl whole = mark < 0 || mark == address.length() - 1 ? url : url.withQuery(address.substring(mark + 1));
        if (BAD_REF.matcher(whole.ref).matches()) {
            throw new InvalidOptionException("invalid git ref \"" + encode(whole.ref) + "\"");
        }
        if (CONTROL.matcher(whole.folder).find()) {
            throw new InvalidOptionException("invalid subdir \"" + encode(whole.folder) + "\"");
        }
        return whole;
    }

    private static boolean isScp(String text) {
        return !text.matches("(?s)[A-Za-z0-9]+://.*") && SCP.matcher(text).matches();
    }

    /** With its scheme in small letters: not every program that gets it takes others. */
    private static String remote(String address) {
        if (address.startsWith(GITHUB)) {
            return "https://" + address;
        }
        int scheme = address.indexOf("://");
        return scheme < 0 ? address : address.substring(0, scheme).toLowerCase(Locale.ROOT) + address.substring(scheme);
    }

    private GitUrl withQuery(String written) throws InvalidOptionException {
        String newRef = ref;
        String newFolder = folder;
        String tag = "";
        String branch = "";
        List<String> others = new ArrayList<>();
        for (String field : written.split("&")) {
            if (field.isEmpty()) {
                continue;
            }
            int equals = field.indexOf('=');
            String name = decode(equals < 0 ? field : field.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(field.substring(equals + 1), true);
            if (value.isEmpty() && !FLAGS.contains(name)) {
                throw new InvalidOptionException("query \"" + name + "\" has no value");
            }
            switch (name) {
                case "ref" -> newRef = same("ref", newRef, value);
                case "branch" -> branch = full("refs/heads/", value);
                case "tag" -> tag = full("refs/tags/", value);
                case "subdir" -> newFolder = same("subdir", newFolder, value);
                default -> others.add(field);
            }
        }
        if (!tag.isEmpty() && !branch.isEmpty()) {
            throw new InvalidOptionException("branch conflicts with tag");
        }
        String full = tag + branch;
        newRef = full.isEmpty() ? newRef : same("ref", newRef, full);
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

    /** @param isQuery whether a plus is a space */
    private static String decode(String text, boolean isQuery) throws InvalidOptionException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < written.length; i++) {
            if (written[i] == '%') {
                int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
                int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    String escape = text.substring(text.indexOf('%'));
                    throw new InvalidOptionException("invalid URL escape in \"" + escape + "\"");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(isQuery && written[i] == '+' ? ' ' : written[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a reader of addresses decodes to the same. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
            encoded.append(isPlain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return encoded.toString();
    }

    /** Whether it names one commit for ever; a daemon checks the one that a query names. */
    public boolean isPinned() {
        return COMMIT.matcher(ref).matches() || query.matches("(.*&)?(checksum|commit)=.*");
    }

    public GitUrl withRef(String commit) {
        return new GitUrl(remote, commit, folder, query);
    }

    /** As a daemon takes it. */
    public String address() {
        boolean scp = isScp(remote);
        String fragment = (scp ? ref : encode(ref)) + (folder.isEmpty() ? "" : ":" + (scp ? folder : encode(folder)));
        return remote + (query.isEmpty() ? "" : "?" + query) + (fragment.isEmpty() ? "" : "#" + fragment);
    }

    /** For logs: without the password that the address may have. */
    @Override
    public String toString() {
        return RemoteUrl.withoutPassword(address());
    }
}
