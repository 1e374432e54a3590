package io.jenkins.plugins.multiplatform.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Library versions stand in pom.xml alone; the compile gate is given them. */
class LibraryVersionsTest {
    private static final Pattern VERSION_PROPERTY = Pattern.compile("<([a-z0-9-]+\\.version)>");
    private static final Pattern LITERAL_VERSION = Pattern.compile(
            "<dependency>(?:(?!</dependency>).)*?<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)<",
            Pattern.DOTALL);

    @Test
    void noLibraryHasAVersionInBothPoms() throws IOException {
        Set<String> plugin = properties(Files.readString(root().resolve("pom.xml")));
        Set<String> gate = properties(Files.readString(root().resolve("src/central/plugin/pom.xml")));
        assertThat(plugin).contains("grpc.version", "protobuf.version");
        gate.retainAll(plugin);
        assertThat(gate).isEmpty();
    }

    @Test
    void theCompileGateWritesNoVersionIntoADependency() throws IOException {
        Matcher dependencies = LITERAL_VERSION.matcher(Files.readString(root().resolve("src/central/plugin/pom.xml")));
        int seen = 0;
        while (dependencies.find()) {
            assertThat(dependencies.group(2)).as(dependencies.group(1)).startsWith("${");
            seen++;
        }
        assertThat(seen).isGreaterThan(5);
    }

    private static Set<String> properties(String pom) {
        Set<String> names = new HashSet<>();
        Matcher matcher = VERSION_PROPERTY.matcher(pom);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The test runs in a module's folder or in the repository's. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("src/central"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
