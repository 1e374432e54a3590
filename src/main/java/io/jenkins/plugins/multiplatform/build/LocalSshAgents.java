package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.ssh.AgentSocket;
import io.jenkins.plugins.multiplatform.buildkit.ssh.KeyAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.KeyFile;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SSH agents and keys of this machine. */
public final class LocalSshAgents implements SshAgents {
    private final Map<String, SshAgent> agents = new HashMap<>();

    private LocalSshAgents() {}

    /**
     * @param defaultSocket of {@code SSH_AUTH_SOCK}; empty if there is none
     * @throws PlanException with buildx's text if there is no such socket or key
     */
    public static LocalSshAgents of(List<SshSpec> specs, Optional<String> defaultSocket) throws PlanException {
        return of(specs, defaultSocket, Workspace.NONE);
    }

    /** @param workspace whose links lead nowhere else */
    public static LocalSshAgents of(List<SshSpec> specs, Optional<String> defaultSocket, Workspace workspace)
            throws PlanException {
        LocalSshAgents result = new LocalSshAgents();
        for (SshSpec spec : specs) {
            String id = spec.id().isEmpty() ? DEFAULT : spec.id();
            if (result.agents.containsKey(id)) {
                throw new PlanException("duplicate agent ID \"" + id + "\"");
            }
            try {
                result.agents.put(id, agent(paths(spec, defaultSocket), workspace));
            } catch (NoSuchFileException e) {
                throw new PlanException(
                        "failed to convert agent config for ID: \"" + id + "\": stat " + e.getFile()
                                + ": no such file or directory",
                        e);
            } catch (IOException e) {
                throw new PlanException("failed to convert agent config for ID: \"" + id + "\": " + e.getMessage(), e);
            }
        }
        return result;
    }

    private static List<String> paths(SshSpec spec, Optional<String> defaultSocket) throws IOException {
        if (!spec.paths().isEmpty() && !spec.paths().get(0).isEmpty()) {
            return spec.paths();
        }
        return List.of(defaultSocket.orElseThrow(
                () -> new IOException("invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set")));
    }

    private static SshAgent agent(List<String> paths, Workspace workspace) throws IOException {
        List<KeyPair> keys = new ArrayList<>();
        Optional<SshAgent> socket = Optional.empty();
        for (String path : paths) {
            Path written = Path.of(path);
            Path file = workspace.holds(written) ? workspace.locate(written).path() : written;
            if (socket.isPresent()) {
                throw new IOException("only single socket allowed");
            }
            // Neither file, folder nor link: on Unix systems a socket is among what is left.
            if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
                socket = Optional.of(new AgentSocket(file.toAbsolutePath()));
            } else {
                keys.addAll(KeyFile.read(written, workspace));
            }
        }
        if (socket.isPresent() && !keys.isEmpty()) {
            throw new IOException("invalid combination of keys and sockets");
        }
        return socket.orElseGet(() -> new KeyAgent(keys));
    }

    @Override
    public Optional<SshAgent> find(String id) {
        return Optional.ofNullable(agents.get(id));
    }
}
