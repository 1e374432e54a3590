package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.ssh.OpenSsh;
import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(60)
class SshOptionTest {
    @TempDir
    private Path folder;

    private Cli cli;
    private OpenSsh openSsh;
    private Path context;

    @BeforeEach
    void prepare(TestBed bed) throws IOException {
        cli = new Cli(folder).with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        openSsh = new OpenSsh(folder);
        context = Files.createDirectory(folder.resolve("context"));
    }

    @AfterEach
    void stopAgents() {
        openSsh.close();
    }

    private Outcome build(String dockerfile, String... agents) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        List<String> arguments = new ArrayList<>(List.of("build"));
        for (String agent : agents) {
            arguments.addAll(List.of("--ssh", agent));
        }
        arguments.add(context.toString());
        return cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void forwardsTheUsersAgentAndKeys() throws Exception {
        openSsh.copyClient(context.resolve("ssh"));
        Path agents = openSsh.key("agents", "-t", "ed25519");
        Path one = openSsh.key("one", "-t", "ecdsa");
        Path two = openSsh.key("two", "-t", "rsa");
        cli.with("SSH_AUTH_SOCK", openSsh.agent(agents).toString());
        Outcome built = build(
                "FROM debian\nCOPY ssh /ssh\nRUN --mount=type=ssh,required " + OpenSsh.RUN
                        + " -l | grep -F 'agents (ED25519)'; : " + UUID.randomUUID()
                        + "\nRUN --mount=type=ssh,id=keys,required [ $(" + OpenSsh.RUN + " -l | wc -l) = 2 ]\n",
                "default",
                "keys=" + one + "," + two);
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void refusesWithBuildxsWordsBeforeAnyNodeIsUsed() throws Exception {
        cli.with("DOCKER_HOST", "unix:///nowhere.sock");
        String config = "failed to convert agent config for ID: ";
        assertRefused(
                config + "\"default\": invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set", "default");
        assertRefused(config + "\"a\": stat /nowhere: no such file or directory", "a=/nowhere");
        Path key = openSsh.key("key", "-t", "ed25519");
        Path socket = openSsh.agent(key);
        assertRefused("duplicate agent ID \"a\"", "a=" + key, "a=" + key);
        assertRefused(config + "\"a\": invalid combination of keys and sockets", "a=" + key + "," + socket);
        assertRefused(config + "\"a\": only single socket allowed", "a=" + socket + "," + socket);
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertRefused(config + "\"a\": failed to parse " + text + ": ssh: no key found", "a=" + text);
    }

    private void assertRefused(String message, String... agents) throws IOException {
        assertThat(build("FROM scratch", agents)).isEqualTo(new Outcome(1, "", "ERROR: " + message + "\n"));
    }
}
