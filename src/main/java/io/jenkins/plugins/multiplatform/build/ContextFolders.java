package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.ContextException;
import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.context.RegularFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Those named contexts that are folders of this machine. */
final class ContextFolders {
    private ContextFolders() {}

    static void check(NamedContexts contexts, Workspace workspace) throws PlanException {
        for (NamedContext context : contexts.folders()) {
            try {
                Location folder = workspace.locate(Path.of(context.value()));
                if (!Files.isDirectory(folder.path(), LinkOption.NOFOLLOW_LINKS)) {
                    throw new PlanException(
                            "failed to get build context path " + context.value() + ": not a directory");
                }
            } catch (ContextException e) {
                throw new PlanException("failed to get build context " + context.name() + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new PlanException(
                        "failed to get build context " + context.name() + ": stat " + context.value() + ": "
                                + RegularFile.reason(e),
                        e);
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
