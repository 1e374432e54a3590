package io.jenkins.plugins.multiplatform.git;

import io.jenkins.plugins.multiplatform.transport.PeerText;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one name of a repository stands for, as its server lists them. The server decides how much it sends, so only what
 * may be that name is kept.
 *
 * @see <a href="https://git-scm.com/docs/gitprotocol-pack#_reference_discovery">reference discovery</a>
 */
final class RemoteRefs {
    /** Of large repositories too; more is no list of names. */
    static final int MAX_REFS = 2_000_000;

    static final long MAX_BYTES = 256L << 20;

    private static final int HEADER = 4;
    private static final int LONGEST_LINE = 65_520;
    private static final int LONGEST_MESSAGE = 200;
    private static final String PEELED = "^{}";
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final InputStream in;
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Map<String, String> commits = new HashMap<>();
    private long left = MAX_BYTES;

    private RemoteRefs(InputStream in, String name) {
        this.in = in;
        if (name.isEmpty()) {
            wanted.add("HEAD");
        } else {
            // The order of BuildKit's own search, which is Git's where a name is a branch and a tag.
            wanted.add("refs/" + without("refs/", name));
            wanted.add(HEADS + without(HEADS, name));
            wanted.add(TAGS + without(TAGS, name));
            wanted.add(name);
        }
    }

    private static String without(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /**
     * Reads a list to its end.
     *
     * @param announced whether a line that names the service comes first, as over HTTP
     * @param name a branch, a tag or a full name; empty for {@code HEAD}
     * @return nothing if the list does not have the name
     */
    static Optional<GitCommit> find(InputStream in, boolean announced, String name) throws IOException {
        RemoteRefs refs = new RemoteRefs(new BufferedInputStream(in), name);
        refs.read(announced);
        return refs.commit();
    }

    private void read(boolean announced) throws IOException {
        if (announced) {
            String service = line().orElse("");
            if (!service.startsWith("# service=git-upload-pack")) {
                throw new IOException("the answer is no list of Git's references");
            }
            line();
        }
        for (int i = 0; i < MAX_REFS; i++) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return;
            }
            add(line.get());
        }
        throw new IOException("the list of references has more than " + MAX_REFS + " lines");
    }

    /** Empty at the end of the list. */
    private Optional<String> line() throws IOException {
        String header = new String(exactly(HEADER), StandardCharsets.US_ASCII);
        if (!header.matches("[0-9a-fA-F]{4}")) {
            throw new IOException("the answer is no list of Git's references");
        }
        int length = Integer.parseInt(header, 16);
        if (length == 0) {
            return Optional.empty();
        }
        if (length < HEADER || length > LONGEST_LINE) {
            throw new IOException("the list of references is malformed");
        }
        return Optional.of(new String(exactly(length - HEADER), StandardCharsets.UTF_8));
    }

    private byte[] exactly(int length) throws IOException {
        left -= length;
        if (left < 0) {
            throw new IOException("the list of references is larger than " + MAX_BYTES + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the list of references ended too early");
        }
        return bytes;
    }

    private void add(String line) throws IOException {
        if (line.startsWith("ERR ")) {
            throw new IOException(PeerText.line(line.substring("ERR ".length()), LONGEST_MESSAGE));
        }
        // The first line has the server's abilities behind a zero.
        int zero = line.indexOf('\0');
        String[] parts = (zero < 0 ? line : line.substring(0, zero)).strip().split(" ", 2);
        if (parts.length == 2 && wanted.contains(without(parts[1])) && parts[0].matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            commits.put(parts[1], parts[0]);
        }
    }

    private static String without(String ref) {
        return ref.endsWith(PEELED) ? ref.substring(0, ref.length() - PEELED.length()) : ref;
    }

    private Optional<GitCommit> commit() {
        List<String> found =
                wanted.stream().filter(ref -> commits.containsKey(ref)).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String first = found.get(0);
        boolean ambiguous = first.startsWith(HEADS)
                && found.stream().anyMatch(ref -> ref.startsWith(TAGS) && !id(ref).equals(id(first)));
        return Optional.of(new GitCommit(id(first), first, ambiguous));
    }

    /** An annotated tag is an object of its own; the commit is behind it. */
    private String id(String ref) {
        return commits.getOrDefault(ref + PEELED, commits.get(ref));
    }
}
