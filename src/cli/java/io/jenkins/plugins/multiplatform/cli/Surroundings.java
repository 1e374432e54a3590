package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.DockerConfigFile;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import io.jenkins.plugins.multiplatform.builder.FolderBuilderStore;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a command takes from its process, so that tests can give it others.
 *
 * @param environment variables
 * @param pipe the standard output for what is no text
 */
record Surroundings(Map<String, String> environment, PrintWriter out, PrintWriter err, Pipe pipe, InputStream in) {
    /** Where archives are written. */
    @FunctionalInterface
    interface Pipe {
        /** Empty if it is a terminal. */
        Optional<OutputStream> open() throws InterruptedException;
    }

    /** The builder that is always there: this machine's own engine. */
    static final String DEFAULT = "default";

    private static final String ENGINE = "unix:///var/run/docker.sock";

    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                StandardOutput::ofProcess,
                System.in);
    }

    /** The same where the standard output is an archive's alone. */
    Surroundings withTextsOnStandardError() {
        return new Surroundings(environment, err, err, pipe, in);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** {@code MPB_CONFIG}, or a folder in the user's own for configuration. */
    BuilderStore store() {
        Path folder = variable("MPB_CONFIG")
                .map(Path::of)
                .orElseGet(() -> variable("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
                        .resolve("multi-platform-build"));
        return new FolderBuilderStore(folder);
    }

    /** What {@code docker login} left, and what {@code DOCKER_AUTH_CONFIG} holds. */
    CredentialSource credentials() {
        return DockerConfigFile.of(environment, Path.of(System.getProperty("user.home")), err::println);
    }

    /** Build arguments that Docker's configuration has for proxies; never those of the environment. */
    Map<String, String> proxies() throws IOException {
        Path folder = variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".docker"));
        return DockerProxies.read(folder.resolve("config.json"), defaultEndpoint(Drivers.DOCKER));
    }

    /** Where a node is when no address was given. */
    String defaultEndpoint(String driver) {
        if (driver.equals(Drivers.REMOTE)) {
            return variable("BUILDKIT_HOST").orElse("");
        }
        return variable("DOCKER_HOST").orElse(ENGINE);
    }

    /**
     * The named builder, else {@code BUILDX_BUILDER}'s, else the one in use, else this machine's own engine.
     *
     * @param name empty if none was named
     */
    BuilderInstance builder(String name) throws BuilderException {
        Optional<String> chosen = name.isEmpty() ? variable("BUILDX_BUILDER") : Optional.of(name);
        if (chosen.isEmpty()) {
            chosen = store().current();
        }
        return require(chosen.orElse(DEFAULT));
    }

    /** Finds a builder that a user named; this machine's own engine is always one, and in no store. */
    BuilderInstance require(String name) throws BuilderException {
        if (!name.equals(DEFAULT)) {
            Optional<BuilderInstance> found = store().find(name);
            if (found.isPresent()) {
                return found.get();
            }
            List<String> known = new ArrayList<>(
                    store().list().stream().map(BuilderInstance::name).toList());
            known.add(DEFAULT);
            throw new BuilderException("no builder \"" + name + "\" found; there are: " + String.join(", ", known));
        }
        BuilderNode node = new BuilderNode(DEFAULT, defaultEndpoint(Drivers.DOCKER), List.of(), Map.of());
        return new BuilderInstance(DEFAULT, Drivers.DOCKER, List.of(node));
    }
}
