package io.jenkins.plugins.multiplatform.jenkins.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.jenkins.agent.RunHost;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A process of its own that calls the controller as no build does. */
@WithJenkins
class HostileAgentTest {
    /** All that the agent can think of; gives what it got. */
    private static final class Attack extends MasterToSlaveCallable<ArrayList<String>, RuntimeException> {
        private static final long serialVersionUID = 1L;

        private final RunHost controller;
        private final ArrayList<String> hosts;

        Attack(RunHost controller, List<String> hosts) {
            this.controller = controller;
            this.hosts = new ArrayList<>(hosts);
        }

        @Override
        public ArrayList<String> call() {
            ArrayList<String> loot = new ArrayList<>();
            for (String host : hosts) {
                password(host, loot);
                for (String name : List.of("team/app", "team/other", "*", "a:pull repository:b")) {
                    for (String action : List.of("pull", "push", "delete", "*")) {
                        token(host, new TokenScope("repository", name, List.of(action)), loot);
                    }
                }
                token(host, new TokenScope("registry", "catalog", List.of("*")), loot);
            }
            for (String id : List.of("npm", "", "../npm", "/etc/passwd")) {
                secret(id, loot);
            }
            return loot;
        }

        private void password(String host, List<String> loot) {
            try {
                Credential credential = controller.forHost(host);
                if (credential != null) {
                    loot.add("password of " + host);
                }
                if (controller.answers(host)) {
                    loot.add(host + " answers");
                }
            } catch (AuthException e) {
                // As it should be.
                return;
            }
        }

        private void token(String host, TokenScope scope, List<String> loot) {
            for (boolean anonymous : new boolean[] {true, false}) {
                try {
                    controller.token(host, new ArrayList<>(List.of(scope)), anonymous);
                    loot.add((anonymous ? "anybody's token " : "token ") + scope + " at " + host);
                } catch (AuthException e) {
                    // As it should be.
                    continue;
                }
            }
        }

        private void secret(String id, List<String> loot) {
            try {
                if (controller.secret(id) != null) {
                    loot.add("secret " + id);
                }
            } catch (SecretException e) {
                // As it should be.
                return;
            }
        }
    }

    @Test
    void getsWhatItsPartOfTheRunNeedsAndReachesNobodyElse(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        try (TokenRegistry registry = new TokenRegistry();
                TokenRegistry other = new TokenRegistry()) {
            RunAnswers answers = RunAnswers.toBuild(
                    site(registry.host(), other.host()),
                    new ScopeGuard(Map.of(registry.host(), List.of(TokenScope.pullAndPush("team/app"))), line -> {}));
            List<String> hosts = List.of(registry.host(), other.host(), "127.0.0.1:1", "localhost:22", "[::1]:80");
            try (HostEnd end = new HostEnd(answers, event -> {}, null, "the workspace", "an agent")) {
                assertThat(attack(agent.getChannel(), end, hosts))
                        .containsExactlyInAnyOrder(
                                "anybody's token repository:team/app:pull at " + registry.host(),
                                "token repository:team/app:pull at " + registry.host(),
                                "token repository:team/app:push at " + registry.host(),
                                "anybody's token repository:team/other:pull at " + registry.host(),
                                "token repository:team/other:pull at " + registry.host(),
                                "secret npm");
                assertThat(other.requests()).isEmpty();
                assertThat(registry.requests())
                        .as("as the user, nothing but the plan's repository")
                        .filteredOn(request -> request.contains("Basic "))
                        .allMatch(request -> request.contains("scope=repository%3Ateam%2Fapp%3Apu"));
                end.close();
                assertThat(attack(agent.getChannel(), end, hosts)).isEmpty();
            }
        }
    }

    private static List<String> attack(VirtualChannel channel, HostEnd end, List<String> hosts) throws Exception {
        return channel.call(new Attack(channel.export(RunHost.class, end), hosts));
    }

    /** Of a run that has logins for both registries, of which it uses the first. */
    private static RunSite site(String used, String unused) {
        RegistryTrust trust = RegistryTrust.NONE;
        CredentialSource credentials = host -> host.equals(used) || host.equals(unused)
                ? Optional.of(Credential.password("bob", "canary"))
                : Optional.empty();
        SecretSource secrets = id -> id.equals("npm") ? Optional.of(new byte[] {1}) : Optional.empty();
        return new RunSite(
                null,
                TaskListener.NULL,
                "ws",
                null,
                null,
                null,
                trust,
                credentials,
                new RegistryClient(RunSite.registries(trust).withPlainHttp(used).withPlainHttp(unused), credentials)
                        .tokenSource(),
                secrets,
                SshAgents.none(),
                new SecretMask(SecretPatterns::getAggregateSecretPattern),
                "",
                null);
    }
}
