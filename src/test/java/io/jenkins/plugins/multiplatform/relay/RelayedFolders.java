package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tests ask of sources. */
final class RelayedFolders {
    private RelayedFolders() {}

    static List<FileStat> walk(LocalSource source, ContextFilter filter) throws IOException, InterruptedException {
        List<FileStat> entries = new ArrayList<>();
        source.walk(filter, entries::add);
        return entries;
    }

    static Optional<byte[]> read(LocalSource source, String path) throws IOException {
        Optional<InputStream> content = source.open(path);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = content.get()) {
            return Optional.of(in.readAllBytes());
        }
    }
}
