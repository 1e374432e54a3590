package io.jenkins.plugins.multiplatform.testbed;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The addresses of a running test bed, read from the {@code testbed.properties} that {@code bin/testbed up} writes. */
public final class TestBed {
    private final Properties properties;

    private TestBed(Properties properties) {
        this.properties = properties;
    }

    static Path file() {
        String folder = System.getenv("MPB_TESTBED");
        if (folder != null) {
            return Path.of(folder, "testbed.properties");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("multi-platform-build/testbed/testbed.properties");
    }

    /** Empty if none is up. */
    public static Optional<TestBed> load() {
        Path file = file();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new TestBed(properties));
    }

    /** The value of a key that docs/testbed.md lists; a missing one is a fault of the test or of the bed. */
    public String get(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("The test bed has no \"" + key + "\" in " + file());
        }
        return value;
    }

    public boolean has(String key) {
        return properties.containsKey(key);
    }

    public Path path(String key) {
        return Path.of(get(key));
    }
}
