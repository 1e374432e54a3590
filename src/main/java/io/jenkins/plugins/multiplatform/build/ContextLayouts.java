package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Those named contexts that are images in folders of this machine. */
final class ContextLayouts {
    private static final int NAME_LENGTH = 32;

    private ContextLayouts() {}

    /** Where they are, by their names; absolute. */
    static Map<String, String> places(NamedContexts contexts) {
        Map<String, String> places = new HashMap<>();
        for (NamedContext context : contexts.layouts()) {
            places.put(
                    context.mount(),
                    Path.of(context.layout().path())
                            .toAbsolutePath()
                            .normalize()
                            .toString());
        }
        return places;
    }

    /** The digests that they mean now, by their names. */
    static Map<String, String> digests(NamedContexts contexts, Workspace workspace) throws PlanException {
        Map<String, String> digests = new HashMap<>();
        for (NamedContext context : contexts.layouts()) {
            digests.put(context.mount(), digest(context.layout(), workspace));
        }
        return digests;
    }

    private static String digest(LayoutReference layout, Workspace workspace) throws PlanException {
        Path folder = Path.of(layout.path());
        try {
            boolean there = Files.isDirectory(folder);
            Location place = workspace.locateFolder(folder);
            if (!layout.digest().isEmpty()) {
                if (!there) {
                    throw new PlanException("invalid store at " + folder + ": no such directory");
                }
                return layout.digest();
            }
            LayoutIndex index = LayoutIndex.read(place);
            if (!index.exists()) {
                throw new IOException("could not read " + folder.resolve("index.json") + ": no such file or directory");
            }
            Optional<ContentDescriptor> image = index.findOrOnly(layout.tag());
            return image.orElseThrow(() -> new IOException("failed to resolve digest"))
                    .digest()
                    .toString();
        } catch (IOException e) {
            throw new PlanException(
                    "oci-layout reference \"" + layout + "\" could not be resolved: " + e.getMessage(), e);
        }
    }

    /** What the frontend is told: it takes the folder for the name of a repository. */
    static String value(NamedContext context, String digest) {
        return "oci-layout://" + store(context.mount()) + "@" + digest;
    }

    /** What the daemon asks for. */
    static String storeOf(String mount) {
        return "oci:" + store(mount);
    }

    private static String store(String mount) {
        return Digest.of(mount.getBytes(StandardCharsets.UTF_8)).hex().substring(0, NAME_LENGTH);
    }
}
