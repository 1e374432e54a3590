package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The blobs of an image layout, wherever it is, by their digests. A daemon checks what it gets against them.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image layout</a>
 */
public final class BlobStore implements ContentStore, Closeable {
    private static final Pattern DIGEST = Pattern.compile("sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})");
    private static final String BLOBS = "blobs";
    private static final int MOST_PARKED = 8;

    private final LocalSource layout;
    private final Map<String, Parked> parked = new LinkedHashMap<>();
    private Map<String, FileStat> blobs;

    public BlobStore(LocalSource layout) {
        this.layout = layout;
    }

    /** Where a reader stopped: daemons read a blob in pieces, one after the other, each in a call of its own. */
    private record Parked(long offset, InputStream content) {}

    /** Whether it could name a blob at all. */
    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** In bytes; empty if there is no such blob. */
    Optional<Long> size(String digest) throws IOException, InterruptedException {
        return Optional.ofNullable(blobs().get(path(digest))).map(FileStat::size);
    }

    private static String path(String digest) {
        return BLOBS + "/" + digest.replace(':', '/');
    }

    private synchronized Map<String, FileStat> blobs() throws IOException, InterruptedException {
        if (blobs == null) {
            Map<String, FileStat> found = new HashMap<>();
            layout.walk(new ContextFilter(List.of(BLOBS), List.of(), List.of()), entry -> {
                if (entry.isRegular()) {
                    found.put(entry.path(), entry);
                }
            });
            blobs = found;
        }
        return blobs;
    }

    /**
     * A blob's content from an offset on; to be handed back by {@link #park}, or closed.
     *
     * @throws IOException if it is gone
     */
    InputStream open(String digest, long offset) throws IOException {
        Optional<InputStream> waiting = unpark(digest, offset);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        InputStream content =
                layout.open(path(digest)).orElseThrow(() -> new IOException("blob " + digest + " is gone"));
        try {
            content.skipNBytes(offset);
            return content;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private Optional<InputStream> unpark(String digest, long offset) throws IOException {
        Parked reader;
        synchronized (parked) {
            reader = parked.remove(digest);
        }
        if (reader == null || reader.offset == offset) {
            return Optional.ofNullable(reader).map(Parked::content);
        }
        reader.content.close();
        return Optional.empty();
    }

    /** Keeps an open content for who reads on from there; of many the one that waits longest is closed. */
    void park(String digest, long offset, InputStream content) throws IOException {
        Parked left;
        synchronized (parked) {
            left = parked.put(digest, new Parked(offset, content));
            if (left == null && parked.size() > MOST_PARKED) {
                Iterator<Parked> all = parked.values().iterator();
                left = all.next();
                all.remove();
            }
        }
        if (left != null) {
            left.content.close();
        }
    }

    /** For when no daemon asks any more. */
    @Override
    public void close() throws IOException {
        synchronized (parked) {
            for (Parked reader : parked.values()) {
                reader.content.close();
            }
            parked.clear();
        }
    }
}
