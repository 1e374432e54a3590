package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.BlobStore;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be known of a build context before anything is built: read on the machine that has it, used on the one that
 * decides. The files themselves stay where they are.
 *
 * @param place the folder, absolute on the machine that was read, or the address that daemons fetch
 * @param folders what daemons may read of that machine, by the names that the frontend asks for; absolute
 * @param attributes tell the frontend where context and Dockerfile are: {@link #ATTRIBUTES} and no others
 * @param text of the Dockerfile; empty if it comes with a context that daemons fetch
 * @param fixed what is told of an address that means the same for all nodes; empty for nothing
 * @param layouts digests of the images that folders have in place of files, by the names of the folders
 * @param loose why nodes may see different files; empty if they can't
 * @param files the Dockerfile and its ignore file by their names, as they were read; empty if they are not sent from here,
 *     or all of their folder is
 * @param workspace whose links lead nowhere else, on the machine that was read
 */
public record ContextFacts(
        String place,
        Map<String, String> folders,
        Map<String, String> attributes,
        String text,
        String fixed,
        String loose,
        Map<String, String> layouts,
        Map<String, byte[]> files,
        Workspace workspace)
        implements Serializable {
    /** The frontend's name for the folder that is the context. */
    static final String CONTEXT = "context";

    /** The frontend's name for the folder that has the Dockerfile. */
    static final String DOCKERFILE = "dockerfile";

    /** The frontend's attribute that names the file among those of its folder. */
    static final String FILENAME = "filename";

    /** The frontend's attribute that says that the Dockerfile is not in the context. */
    static final String DOCKERFILE_KEY = "dockerfilekey";

    /** What the machine with the context may say to the frontend. */
    static final Set<String> ATTRIBUTES = Set.of(CONTEXT, FILENAME, DOCKERFILE_KEY);

    public ContextFacts {
        folders = Map.copyOf(folders);
        attributes = Map.copyOf(attributes);
        layouts = Map.copyOf(layouts);
        files = Map.copyOf(files);
    }

    /** Without images in folders, and of no workspace. */
    ContextFacts(
            String place,
            Map<String, String> folders,
            Map<String, String> attributes,
            String text,
            String fixed,
            String loose) {
        this(place, folders, attributes, text, fixed, loose, Map.of(), Map.of(), Workspace.NONE);
    }

    ContextFacts withFiles(Map<String, byte[]> newFiles) {
        return new ContextFacts(place, folders, attributes, text, fixed, loose, layouts, newFiles, workspace);
    }

    private ContextFacts withLayouts(NamedContexts contexts, Workspace newWorkspace) throws PlanException {
        Map<String, String> all = new HashMap<>(folders);
        all.putAll(ContextLayouts.places(contexts));
        Map<String, String> digests = ContextLayouts.digests(contexts, newWorkspace);
        return new ContextFacts(place, all, attributes, text, fixed, loose, digests, files, newWorkspace);
    }

    /** For a command that runs for its user, who may follow any link. */
    public static ContextFacts read(BuildInput input, RegistrySettings web) throws PlanException, InterruptedException {
        return read(input, web, Workspace.NONE);
    }

    /**
     * @param web how a Dockerfile's address is reached
     * @param workspace whose links lead nowhere else
     * @throws PlanException if context or Dockerfile is missing or unreadable, or the Dockerfile is none, or an ignore
     *     file can't be honoured
     */
    public static ContextFacts read(BuildInput input, RegistrySettings web, Workspace workspace)
            throws PlanException, InterruptedException {
        NamedContexts contexts = input.options().contexts();
        ContextFolders.check(contexts, workspace);
        LocalContext local = new LocalContext(workspace);
        local.checkIgnoreFiles(input);
        boolean remote = RemoteUrl.isRemote(input.context());
        // A folder may have a name like "github.com/a/b".
        ContextFacts facts =
                remote && !(input.context().indexOf("://") < 0 && Files.isDirectory(Path.of(input.context())))
                        ? RemoteContext.read(input, web, local)
                        : local.read(input, web);
        return facts.withLayouts(contexts, workspace);
    }

    /**
     * For who decides, when another machine has read.
     *
     * @return these
     * @throws PlanException if they say anything that was not asked for
     */
    public ContextFacts checkedFor(BuildInput input) throws PlanException {
        new FactsCheck(this, input).require();
        return this;
    }

    /** The Dockerfile on the machine that was read; empty if its folder is not offered. */
    Optional<Path> dockerfile() {
        return Optional.ofNullable(folders.get(DOCKERFILE)).map(folder -> Path.of(folder, attributes.get(FILENAME)));
    }

    /** What daemons may read that is no file of any machine: served wherever these facts are. */
    public Map<String, LocalSource> carried() {
        if (text.isEmpty() || folders.containsKey(DOCKERFILE)) {
            return Map.of();
        }
        return Map.of(
                DOCKERFILE, files.isEmpty() ? new TextSource(DockerfileText.FILENAME, text) : new TextSource(files));
    }

    /** What daemons may read; on the machine that was read. */
    public Map<String, LocalSource> sources() throws PlanException {
        Map<String, LocalSource> sources = new HashMap<>(carried());
        try {
            for (Map.Entry<String, String> folder : folders.entrySet()) {
                Location root = ContextCheck.folder(workspace, Path.of(folder.getValue()));
                boolean layout = layouts.containsKey(folder.getKey());
                sources.put(folder.getKey(), layout ? LayoutSource.of(root) : FolderSource.of(root));
            }
            return sources;
        } catch (IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /** Those of the sources that are folders with files. */
    Map<String, LocalSource> files(Map<String, LocalSource> sources) {
        Map<String, LocalSource> files = new HashMap<>(sources);
        files.keySet().removeAll(layouts.keySet());
        return files;
    }

    /** Those of the sources that are folders with images, by the names that daemons ask for. */
    Map<String, BlobStore> stores(Map<String, LocalSource> sources) {
        Map<String, BlobStore> stores = new HashMap<>();
        sources.forEach((name, source) -> {
            if (layouts.containsKey(name)) {
                stores.put(ContextLayouts.storeOf(name), new BlobStore(source));
            }
        });
        return stores;
    }

    /** The same for the same folders and scope, and for no other: names what a daemon may compare a transfer with. */
    public String sharedKey(String scope) {
        StringBuilder key = new StringBuilder(scope).append('\0').append(place);
        new TreeMap<>(folders).forEach((name, folder) -> {
            if (!name.equals(CONTEXT) && !name.equals(DOCKERFILE)) {
                key.append('\0').append(name).append('\0').append(folder);
            }
        });
        return Digest.of(key.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** What the user should know of it. */
    List<String> notes(int platforms) {
        if (platforms > 1 && !loose.isEmpty()) {
            return List.of(loose);
        }
        return fixed.isEmpty() ? List.of() : List.of(fixed);
    }
}
