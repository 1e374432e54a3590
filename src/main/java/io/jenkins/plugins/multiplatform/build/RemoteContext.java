package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.git.GitCommit;
import io.jenkins.plugins.multiplatform.git.GitServer;
import io.jenkins.plugins.multiplatform.options.GitUrl;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out about contexts that daemons fetch themselves. The commit of a repository is asked for once, so that every
 * node builds the same one, however often a branch moves meanwhile.
 */
final class RemoteContext {
    private final Map<String, String> folders;
    private final Map<String, String> attributes;
    private final String text;
    private final Map<String, byte[]> files;

    private RemoteContext(
            Map<String, String> folders, Map<String, String> attributes, String text, Map<String, byte[]> files) {
        this.folders = folders;
        this.attributes = attributes;
        this.text = text;
        this.files = files;
    }

    static ContextFacts read(BuildInput input, RegistrySettings web, LocalContext files)
            throws PlanException, InterruptedException {
        RemoteContext context = withDockerfile(input, web, files);
        if (!GitUrl.isGit(input.context())) {
            return context.at(
                    input.context(),
                    "",
                    "each node fetches the context by itself: if it changes meanwhile, platforms differ");
        }
        try {
            return context.git(GitUrl.parse(input.context()), web);
        } catch (InvalidOptionException e) {
            throw new PlanException("invalid build context: " + e.getMessage(), e);
        }
    }

    private static RemoteContext withDockerfile(BuildInput input, RegistrySettings web, LocalContext files)
            throws PlanException, InterruptedException {
        String dockerfile = input.dockerfile();
        Map<String, String> folders =
                new HashMap<>(ContextFolders.places(input.options().contexts()));
        Optional<String> given = DockerfileText.of(input, web);
        if (given.isPresent()) {
            Map<String, String> attributes = Map.of(
                    ContextFacts.FILENAME,
                    DockerfileText.FILENAME,
                    ContextFacts.DOCKERFILE_KEY,
                    ContextFacts.DOCKERFILE);
            DockerfileText.parse(given.get());
            return new RemoteContext(folders, attributes, given.get(), Map.of());
        }
        // As in buildx, any other path is one in the context.
        if (dockerfile.isEmpty() || !Path.of(dockerfile).isAbsolute()) {
            return new RemoteContext(
                    folders,
                    Map.of(ContextFacts.FILENAME, dockerfile.isEmpty() ? DockerfileText.FILENAME : dockerfile),
                    "",
                    Map.of());
        }
        ContextFacts local = files.ofDockerfile(Path.of(dockerfile), input);
        folders.putAll(local.folders());
        Map<String, String> attributes = new HashMap<>(local.attributes());
        attributes.put(ContextFacts.DOCKERFILE_KEY, ContextFacts.DOCKERFILE);
        return new RemoteContext(folders, attributes, local.text(), local.files());
    }

    private ContextFacts git(GitUrl url, RegistrySettings web) throws PlanException, InterruptedException {
        if (url.remote().startsWith("git://github.com/")) {
            throw new PlanException("GitHub does not answer to " + url + " any more: use https:// in place of git://");
        }
        if (url.isPinned()) {
            return at(url.address(), "", "");
        }
        Optional<GitServer> server = GitServer.of(url.remote(), web.proxy(), web.trust());
        if (server.isEmpty()) {
            return at(
                    url.address(),
                    "",
                    "each node fetches " + url + " by itself: if it moves meanwhile, platforms are of different"
                            + " commits. Name a commit, #" + "0123abcd…, to be sure");
        }
        try {
            Optional<GitCommit> commit = server.get().commit(url.ref());
            if (commit.isEmpty()) {
                throw new PlanException("repository " + url.withRef("") + " does not contain ref " + url.ref()
                        + ": it has no branch and no tag of this name");
            }
            String id = commit.get().id();
            return at(
                    url.withRef(id).address(),
                    url + " is commit " + id + " for all platforms"
                            + (commit.get().isAmbiguous() ? ambiguous(url.ref()) : ""),
                    "");
        } catch (IOException e) {
            return at(
                    url.address(),
                    "",
                    "each node fetches " + url + " by itself, since its commit could not be asked for here ("
                            + e.getMessage() + "): if it moves meanwhile, platforms are of different commits");
        }
    }

    private static String ambiguous(String ref) {
        return "; the repository has a branch and a tag " + ref + ", and this is the branch: refs/tags/" + ref
                + " names the tag";
    }

    private ContextFacts at(String address, String fixed, String loose) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(ContextFacts.CONTEXT, address);
        return new ContextFacts(address, folders, all, text, fixed, loose).withFiles(files);
    }
}
