package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Those named contexts that are folders of this machine. */
final class ContextFolders {
    private ContextFolders() {}

    static void check(NamedContexts contexts) throws PlanException {
        for (NamedContext context : contexts.folders()) {
            Path folder = Path.of(context.value());
            if (!Files.exists(folder)) {
                throw new PlanException("failed to get build context " + context.name() + ": stat " + context.value()
                        + ": no such file or directory");
            }
            if (!Files.isDirectory(folder)) {
                throw new PlanException("failed to get build context path " + context.value() + ": not a directory");
            }
        }
    }

    /** By the names that the daemon asks for; absolute. */
    static Map<String, String> places(NamedContexts contexts) {
        Map<String, String> places = new HashMap<>();
        for (NamedContext context : contexts.folders()) {
            places.put(
                    context.mount(),
                    Path.of(context.value()).toAbsolutePath().normalize().toString());
        }
        return places;
    }
}
