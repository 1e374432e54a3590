package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A build's SSH agents, as a job's author wrote them.
 *
 * @param sockets as buildx's {@code --ssh}: agents and keys on the machine that has the workspace
 * @param credentialsIds of private keys, for the agent {@code default}, or {@code ID=credentialsId}
 */
public record SshArguments(List<String> sockets, List<String> credentialsIds) {
    public SshArguments {
        sockets = List.copyOf(sockets);
        credentialsIds = List.copyOf(credentialsIds);
    }

    /** None. */
    public static SshArguments none() {
        return new SshArguments(List.of(), List.of());
    }

    /** Finds what is wrong with any of them. */
    public void check() throws InvalidArgumentException {
        Set<String> ids = new HashSet<>(keys().keySet());
        for (SshSpec spec : specs()) {
            if (!ids.add(spec.id())) {
                throw new InvalidArgumentException("duplicate agent ID \"" + spec.id() + "\"");
            }
        }
    }

    /** Those on the machine that has the workspace; each with its ID. */
    public List<SshSpec> specs() {
        return sockets.stream()
                .map(SshSpec::parse)
                .map(spec -> spec.id().isEmpty() ? new SshSpec(SshAgents.DEFAULT, spec.paths()) : spec)
                .toList();
    }

    /** IDs of credentials by agent. */
    public Map<String, List<String>> keys() throws InvalidArgumentException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String one : credentialsIds) {
            int equals = one.indexOf('=');
            String agent =
                    equals < 0 ? SshAgents.DEFAULT : one.substring(0, equals).strip();
            String id = one.substring(equals + 1).strip();
            if (agent.isEmpty() || id.isEmpty()) {
                throw new InvalidArgumentException("sshCredentialsIds: \"" + one + "\" names no credentials: expected"
                        + " their ID, or AGENT=credentialsId");
            }
            keys.computeIfAbsent(agent, first -> new ArrayList<>()).add(id);
        }
        return keys;
    }
}
