package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A folder with a single file that is on no disk. */
final class TextSource implements LocalSource {
    private static final int MODE = 0644;

    /** Hexadecimal digits of a number of nanoseconds that ends in the year 2006. */
    private static final int DIGITS = 15;

    private final String name;
    private final byte[] content;

    TextSource(String name, String text) {
        this.name = name;
        this.content = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Shown whatever is asked for. Daemons compare time and size, and take the file to be the one of an earlier build
     * where both are equal: so the time is made of the content.
     */
    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        long time = Long.parseLong(Digest.of(content).hex().substring(0, DIGITS), 16);
        consumer.accept(new FileStat(name, MODE, content.length, time, ""));
    }

    @Override
    public Optional<InputStream> open(String path) {
        return path.equals(name) ? Optional.of(new ByteArrayInputStream(content)) : Optional.empty();
    }
}
