package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A flat folder of texts. */
final class MemorySource implements LocalSource {
    private final Map<String, byte[]> files = new TreeMap<>();

    MemorySource with(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (filter.followPaths().isEmpty() || filter.followPaths().contains(file.getKey())) {
                consumer.accept(new FileStat(
                        file.getKey(), 0644, file.getValue().length, 1_600_000_000_000_000_000L, "", 0, 0));
            }
        }
    }

    @Override
    public Optional<InputStream> open(String path) {
        return Optional.ofNullable(files.get(path)).map(ByteArrayInputStream::new);
    }
}
