package io.jenkins.plugins.multiplatform.git;

import io.jenkins.plugins.multiplatform.transport.PeerText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a repository's names stand for, as its server lists them.
 *
 * @see <a href="https://git-scm.com/docs/gitprotocol-pack#_reference_discovery">reference discovery</a>
 */
final class RemoteRefs {
    private static final int HEADER = 4;
    private static final int LONGEST_LINE = 65_520;
    /** Of large repositories too; more is no list of names. */
    private static final int MOST_LINES = 2_000_000;

    private static final int MAX_CHARACTERS = 300;

    private final Map<String, String> commits = new HashMap<>();

    private RemoteRefs() {}

    /** @param announced whether a line that names the service comes first, as over HTTP */
    static RemoteRefs read(InputStream in, boolean announced) throws IOException {
        RemoteRefs refs = new RemoteRefs();
        if (announced) {
            String service = line(in).orElse("");
            if (!service.startsWith("# service=git-upload-pack")) {
                throw new IOException("the answer is no list of Git's references");
            }
            line(in);
        }
        for (int i = 0; i < MOST_LINES; i++) {
            Optional<String> line = line(in);
            if (line.isEmpty()) {
                return refs;
            }
            refs.add(line.get());
        }
        throw new IOException("the list of references does not end");
    }

    /** Empty at the end of the list. */
    private static Optional<String> line(InputStream in) throws IOException {
        String header = new String(exactly(in, HEADER), StandardCharsets.US_ASCII);
        int length;
        try {
            length = Integer.parseInt(header, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the answer is no list of Git's references", e);
        }
        if (length == 0) {
            return Optional.empty();
        }
        if (length < HEADER || length > LONGEST_LINE) {
            throw new IOException("the list of references is malformed");
        }
        return Optional.of(new String(exactly(in, length - HEADER), StandardCharsets.UTF_8));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the list of references ended too early");
        }
        return bytes;
    }

    private void add(String line) throws IOException {
        if (line.startsWith("ERR ")) {
            throw new IOException(PeerText.line(line.substring("ERR ".length()), MAX_CHARACTERS));
        }
        // The first line has the server's abilities behind a zero.
        int zero = line.indexOf('\0');
        String[] parts = (zero < 0 ? line : line.substring(0, zero)).strip().split(" ", 2);
        if (parts.length == 2 && parts[0].matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            commits.put(parts[1], parts[0]);
        }
    }

    /** The commit of a branch, a tag or a full name; of {@code HEAD} for the empty name. */
    Optional<String> commit(String name) {
        if (name.isEmpty()) {
            return Optional.ofNullable(commits.get("HEAD"));
        }
        for (String full : List.of(name, "refs/tags/" + name, "refs/heads/" + name, "refs/" + name)) {
            // An annotated tag is an object of its own; the commit is behind it.
            String commit = commits.getOrDefault(full + "^{}", commits.get(full));
            if (commit != null) {
                return Optional.of(commit);
            }
        }
        return Optional.empty();
    }
}
