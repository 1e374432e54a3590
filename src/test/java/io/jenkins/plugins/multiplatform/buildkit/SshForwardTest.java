package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.AgentSocket;
import io.jenkins.plugins.multiplatform.buildkit.ssh.KeyAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.KeyFile;
import io.jenkins.plugins.multiplatform.buildkit.ssh.OpenSsh;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH's own client, inside a step, talks to agents of this machine. */
@NeedsTestBed
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"engine", "relay"})
class SshForwardTest {
    private final String way;

    @TempDir
    private Path folder;

    private TestBed bed;
    private OpenSsh openSsh;
    private Path context;

    SshForwardTest(String way) {
        this.way = way;
    }

    @BeforeEach
    void copyOpenSsh(TestBed testBed) throws Exception {
        bed = testBed;
        openSsh = new OpenSsh(folder);
        context = Files.createDirectory(folder.resolve("context"));
        openSsh.copyClient(context.resolve("ssh"));
    }

    @AfterEach
    void stopAgents() {
        openSsh.close();
    }

    private void run(SshAgents agents, String... steps) throws Exception {
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM debian\nCOPY ssh /ssh\n" + String.join("\n", steps).replace("ssh-add", OpenSsh.RUN) + "\n");
        Files.writeString(context.resolve("ssh/unique"), UUID.randomUUID().toString());
        try (BuildkitClient client = SessionSolve.reached(bed, way)) {
            new SessionSolve(client, FolderSource.of(context), CredentialSource.anonymous())
                    .serving(services -> services.withSsh(agents))
                    .run();
        }
    }

    private static SshAgents only(String id, SshAgent agent) {
        return asked -> asked.equals(id) ? Optional.of(agent) : Optional.empty();
    }

    private void publish(Path key) throws Exception {
        Path file = Path.of(key + ".pub");
        Files.copy(file, context.resolve("ssh").resolve(file.getFileName().toString()));
    }

    @Test
    void aRealAgentSignsForAStep() throws Exception {
        Path key = openSsh.key("id", "-t", "ed25519");
        publish(key);
        run(
                only("default", new AgentSocket(openSsh.agent(key))),
                "RUN --mount=type=ssh,required ssh-add -l | grep -F '(ED25519)' && ssh-add -T /ssh/id.pub");
    }

    @Test
    void keyFilesOfEveryKindSignForAStep() throws Exception {
        List<KeyPair> keys = new ArrayList<>();
        StringBuilder test = new StringBuilder("RUN --mount=type=ssh,id=keys,required ssh-add -T");
        for (String[] kind : new String[][] {
            {"-t", "rsa", "-b", "2048"},
            {"-t", "rsa", "-b", "2048", "-m", "PEM"},
            {"-t", "rsa", "-b", "2048", "-m", "PKCS8"},
            {"-t", "ed25519"},
            {"-t", "ecdsa", "-b", "256"},
            {"-t", "ecdsa", "-b", "384", "-m", "PEM"},
            {"-t", "ecdsa", "-b", "521", "-m", "PKCS8"}
        }) {
            Path key = openSsh.key("key" + keys.size(), kind);
            publish(key);
            test.append(" /ssh/").append(key.getFileName()).append(".pub");
            keys.addAll(KeyFile.read(key));
        }
        run(only("keys", new KeyAgent(keys)), test.toString());
    }

    @Test
    void aStepCannotChangeTheAgent() throws Exception {
        Path key = openSsh.key("id", "-t", "ed25519");
        Path socket = openSsh.agent(key);
        Files.copy(openSsh.key("mine", "-t", "ed25519"), context.resolve("ssh/mine"));
        run(
                only("default", new AgentSocket(socket)),
                "RUN --mount=type=ssh,required ! ssh-add -D",
                "RUN --mount=type=ssh,required cp /ssh/mine /mine; chmod 600 /mine; ! ssh-add /mine");
        assertThat(openSsh.list(socket)).hasLineCount(1).contains(" id (ED25519)");
    }

    @Test
    void anUnknownAgentIsAnErrorWhereItIsRequired() {
        assertThatThrownBy(() -> run(SshAgents.none(), "RUN --mount=type=ssh,id=other,required true"))
                .isInstanceOf(BuildkitException.class)
                .hasMessage("failed to solve: no SSH key \"other\" forwarded from the client");
    }

    @Test
    void anUnknownAgentIsLeftOutWhereItIsOptional() throws Exception {
        run(SshAgents.none(), "RUN --mount=type=ssh [ ! -e \"$SSH_AUTH_SOCK\" ]");
    }

    @Test
    void anAgentThatIsGoneIsToldBeforeTheStep() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> run(only("default", new AgentSocket(nowhere)), "RUN --mount=type=ssh,required true"))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining("SSH agent default: Tried to connect to unix://" + nowhere);
    }
}
