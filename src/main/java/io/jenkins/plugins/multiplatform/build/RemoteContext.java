package io.jenkins.plugins.multiplatform.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.dockerfile.Finding;
import io.jenkins.plugins.multiplatform.git.GitServer;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.options.GitUrl;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A context that daemons fetch themselves. The commit of a repository is asked for once, so that every node builds the
 * same one, however often a branch moves meanwhile.
 */
final class RemoteContext implements BuildContext {
    private static final String DOCKER_HUB = "docker.io";

    private final String address;
    private final String dockerfile;

    @CheckForNull
    private final LocalContext local;

    private final Optional<String> fixed;
    private final String loose;

    /**
     * @param dockerfile within the context; empty for the default
     * @param local where the Dockerfile is if it is a file of this machine
     * @param fixed what is told of the commit
     * @param loose why the nodes may see different files; empty if they can't
     */
    private RemoteContext(
            String address, String dockerfile, @CheckForNull LocalContext local, Optional<String> fixed, String loose) {
        this.address = address;
        this.dockerfile = dockerfile;
        this.local = local;
        this.fixed = fixed;
        this.loose = loose;
    }

    static RemoteContext open(BuildInput input) throws PlanException, InterruptedException {
        // As in buildx, any other path is one in the context.
        boolean isLocal =
                !input.dockerfile().isEmpty() && Path.of(input.dockerfile()).isAbsolute();
        LocalContext local = isLocal ? LocalContext.ofDockerfile(Path.of(input.dockerfile())) : null;
        String inside = isLocal ? "" : input.dockerfile();
        ContextFolders.check(input.options().contexts());
        if (!GitUrl.isGit(input.context())) {
            return new RemoteContext(
                    input.context(),
                    inside,
                    local,
                    Optional.empty(),
                    "each node fetches the context by itself: if it changes meanwhile, platforms differ");
        }
        try {
            return git(GitUrl.parse(input.context()), inside, local);
        } catch (InvalidOptionException e) {
            throw new PlanException("invalid build context: " + e.getMessage(), e);
        }
    }

    private static RemoteContext git(GitUrl url, String dockerfile, @CheckForNull LocalContext local)
            throws PlanException, InterruptedException {
        if (url.remote().startsWith("git://github.com/")) {
            throw new PlanException("GitHub does not answer to " + url + " any more: use https:// in place of git://");
        }
        Optional<GitServer> server = GitServer.of(url.remote());
        if (url.isPinned() || server.isEmpty()) {
            String loose = url.isPinned()
                    ? ""
                    : "each node fetches " + url + " by itself: if it moves meanwhile, platforms are of different"
                            + " commits. Name a commit, #" + "0123abcd…, to be sure";
            return new RemoteContext(url.address(), dockerfile, local, Optional.empty(), loose);
        }
        try {
            Optional<String> commit = server.get().commit(url.ref());
            if (commit.isEmpty()) {
                throw new PlanException("repository " + url.withRef("") + " does not contain ref " + url.ref()
                        + ": it has no branch and no tag of this name");
            }
            return new RemoteContext(
                    url.withRef(commit.get()).address(),
                    dockerfile,
                    local,
                    Optional.of(url + " is commit " + commit.get() + " for all platforms"),
                    "");
        } catch (IOException e) {
            return new RemoteContext(
                    url.address(),
                    dockerfile,
                    local,
                    Optional.empty(),
                    "each node fetches " + url + " by itself, since its commit could not be asked for here ("
                            + e.getMessage() + "): if it moves meanwhile, platforms are of different commits");
        }
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("context", address);
        if (local != null) {
            attributes.putAll(local.attributes());
            attributes.put("dockerfilekey", LocalContext.DOCKERFILE);
        } else if (!dockerfile.isEmpty()) {
            attributes.put("filename", dockerfile);
        }
        return attributes;
    }

    @Override
    public Map<String, LocalSource> sources(BuildInput input) throws PlanException {
        try {
            Map<String, LocalSource> sources =
                    new HashMap<>(ContextFolders.sources(input.options().contexts()));
            if (local != null) {
                sources.put(LocalContext.DOCKERFILE, local.dockerfileSource());
            }
            return sources;
        } catch (IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    @Override
    public String sharedKey(BuildInput input, String scope) {
        String key = scope + '\0' + address + ContextFolders.key(input.options().contexts());
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Override
    public Emulation emulation(BuildInput input) {
        return local != null
                ? local.emulation(input)
                : (platform, natives) -> Optional.of("cannot tell: the Dockerfile is fetched by the node");
    }

    @Override
    public List<Finding> findings(Platform platform, BuildInput input) {
        return local != null ? local.findings(platform, input) : List.of();
    }

    /** Unknown as the Dockerfile is, passwords of other registries than Docker Hub's are not given out for it. */
    @Override
    public Set<String> registryHosts(BuildPlan plan, BuildInput input) {
        return local != null ? local.registryHosts(plan, input) : Set.of(DOCKER_HUB);
    }

    @Override
    public List<String> notes(int platforms) {
        if (platforms > 1 && !loose.isEmpty()) {
            return List.of(loose);
        }
        return fixed.map(List::of).orElse(List.of());
    }
}
