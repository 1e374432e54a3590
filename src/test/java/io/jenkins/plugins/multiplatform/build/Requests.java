package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Requests as tests write them. */
final class Requests {
    private Requests() {}

    static BuildRequest push(Path context, String tag, String... platforms) {
        return push(BuildInput.of(context.toString()), List.of(tag), platforms);
    }

    static BuildRequest push(BuildInput input, List<String> tags, String... platforms) {
        return new BuildRequest(List.of(platforms), input, tags, true, RunPolicy.of(EmulationPolicy.WARN), "");
    }

    static BuildInput withPolicy(Path context, String sourcePolicy) {
        return BuildInput.of(context.toString()).withSourcePolicy(sourcePolicy);
    }

    /** A context that holds a Dockerfile alone. */
    static Path dockerfile(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text);
        return folder;
    }

    /** Of the Dockerfile there. */
    static String text(Path folder) throws IOException {
        return Files.readString(folder.resolve("Dockerfile"));
    }

    /** One of the seeds' contexts, unchanged. */
    static Path seed(String name) {
        try {
            return Path.of(Requests.class.getResource("/seeds/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
