package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder on W, of which a file can only be read after a walk has described it. */
final class OfferedSource {
    private final LocalSource source;
    private final Set<String> described = ConcurrentHashMap.newKeySet();

    OfferedSource(LocalSource source) {
        this.source = source;
    }

    void walk(ContextFilter filter, LocalSource.EntryConsumer consumer) throws IOException, InterruptedException {
        source.walk(filter, entry -> {
            if (entry.isRegular()) {
                described.add(entry.path());
            }
            consumer.accept(entry);
        });
    }

    /** @throws RefusedException without a look at the disk, if no walk has described it */
    Optional<InputStream> open(String path) throws IOException {
        if (!described.contains(path)) {
            throw new RefusedException(
                    "Refused to read " + Texts.quote(path) + ": it was not among the files of the build context.");
        }
        return source.open(path);
    }
}
