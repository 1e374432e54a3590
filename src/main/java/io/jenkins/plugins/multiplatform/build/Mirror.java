package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.OpenFolder;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder that shall have what its platforms' results have, and nothing else. */
final class Mirror {
    private final Path root;
    private final Workspace workspace;
    private final Map<Platform, Set<String>> entries = new ConcurrentHashMap<>();

    /** @param workspace whose links lead nowhere else */
    Mirror(Path root, Workspace workspace) {
        this.workspace = workspace;
        this.root = root;
    }

    /** @param inside the folder's name in the mirrored one; empty if it is that itself */
    OutputTarget.Folder remembering(OutputTarget.Folder target, Platform platform, String inside) {
        return () -> new MirroredFolder(target.open(), inside, names -> entries.put(platform, names));
    }

    /**
     * Removes what is in no result. Links go, what they lead to stays.
     *
     * @param platforms whose results are there
     */
    void sweep(List<Platform> platforms) throws IOException {
        Set<String> kept = new HashSet<>();
        platforms.forEach(platform -> kept.addAll(entries.getOrDefault(platform, Set.of())));
        try (OpenFolder folder = workspace.locate(root).folder()) {
            sweep(folder, "", kept);
        } catch (IOException e) {
            throw new IOException(
                    "Tried to remove from " + root + " what the result does not have, but failed because: " + e, e);
        }
    }

    private static void sweep(OpenFolder folder, String prefix, Set<String> kept) throws IOException {
        for (Path name : folder.names()) {
            String path = prefix + name;
            boolean isFolder = folder.attributes(name).isDirectory();
            if (isFolder) {
                try (OpenFolder inner = folder.folder(name)) {
                    sweep(inner, path + "/", kept);
                }
            }
            if (!kept.contains(path)) {
                if (isFolder) {
                    folder.deleteFolder(name);
                } else {
                    folder.deleteFile(name);
                }
            }
        }
    }
}
