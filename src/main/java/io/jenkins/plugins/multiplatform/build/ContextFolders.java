package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
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

    /** By the names that the daemon asks for. */
    static Map<String, LocalSource> sources(NamedContexts contexts) throws IOException {
        Map<String, LocalSource> sources = new HashMap<>();
        for (NamedContext context : contexts.folders()) {
            sources.put(context.mount(), FolderSource.of(Path.of(context.value())));
        }
        return sources;
    }

    /** Differs where the folders differ. */
    static String key(NamedContexts contexts) {
        StringBuilder key = new StringBuilder();
        for (NamedContext context : contexts.folders()) {
            key.append('\0')
                    .append(context.mount())
                    .append('\0')
                    .append(Path.of(context.value()).toAbsolutePath().normalize());
        }
        return key.toString();
    }
}
