package io.jenkins.plugins.multiplatform.plan;

import java.io.Serializable;
import java.util.List;

/**
 * An SSH agent as buildx writes it: {@code default}, {@code id=socket} or {@code id=key,key}.
 *
 * @param paths of one socket, or of key files; empty for the agent of {@code SSH_AUTH_SOCK}
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#ssh">the option</a>
 */
public record SshSpec(String id, List<String> paths) implements Serializable {
    public SshSpec {
        paths = List.copyOf(paths);
    }

    public static SshSpec parse(String written) {
        int equals = written.indexOf('=');
        return equals < 0
                ? new SshSpec(written, List.of())
                : new SshSpec(
                        written.substring(0, equals),
                        List.of(written.substring(equals + 1).split(",", -1)));
    }
}
