package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder with few files, as they were when they were read; maybe of no disk. */
final class TextSource implements LocalSource {
    private static final int MODE = 0644;

    /** Hexadecimal digits of a number of nanoseconds that ends in the year 2006. */
    private static final int DIGITS = 15;

    private final TreeMap<String, byte[]> files;

    TextSource(String name, String text) {
        this(Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param files by their names, which differ from each other in what follows the first alone */
    TextSource(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    /**
     * Shown whatever is asked for. Daemons compare time and size, and take the file to be the one of an earlier build
     * where both are equal: so the time is made of the content.
     */
    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            long time = Long.parseLong(Digest.of(file.getValue()).hex().substring(0, DIGITS), 16);
            consumer.accept(new FileStat(file.getKey(), MODE, file.getValue().length, time, ""));
        }
    }

    @Override
    public Optional<InputStream> open(String path) {
        return Optional.ofNullable(files.get(path)).map(ByteArrayInputStream::new);
    }
}
