package io.jenkins.plugins.multiplatform.jenkins.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.AbortException;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.multiplatform.buildkit.ssh.KeyAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.KeyFile;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * SSH agents out of Jenkins' credentials. The private keys never leave the controller: steps of the Dockerfile have
 * something signed.
 */
@Restricted(NoExternalUse.class)
public final class RunSshKeys implements SshAgents {
    private final Map<String, SshAgent> agents = new LinkedHashMap<>();

    private RunSshKeys() {}

    /**
     * Reads all keys, so that one that is missing or unreadable is told before anything is built.
     *
     * @param credentialsIds by the agent that the Dockerfile names
     * @throws AbortException if there are no such credentials for this run, or they are of another type
     */
    public static RunSshKeys of(Run<?, ?> run, Map<String, List<String>> credentialsIds) throws AbortException {
        RunSshKeys result = new RunSshKeys();
        for (Map.Entry<String, List<String>> agent : credentialsIds.entrySet()) {
            List<KeyPair> keys = new ArrayList<>();
            for (String id : agent.getValue()) {
                keys.addAll(keys(require(run, id, agent.getKey())));
            }
            result.agents.put(agent.getKey(), new KeyAgent(keys));
        }
        return result;
    }

    private static SSHUserPrivateKey require(Run<?, ?> run, String id, String agent) throws AbortException {
        IdCredentials found = CredentialsProvider.findCredentialById(id, IdCredentials.class, run, List.of());
        if (found == null) {
            throw new AbortException("Could not find credentials '" + id + "' for SSH agent " + agent
                    + ": there are none of that ID that " + run.getParent().getFullName() + " may use");
        }
        if (!(found instanceof SSHUserPrivateKey key)) {
            throw new AbortException("Credentials '" + id + "' are of type '"
                    + found.getDescriptor().getDisplayName()
                    + "' where 'SSH Username with private key' is needed for SSH agent " + agent);
        }
        CredentialsProvider.track(run, key);
        return key;
    }

    private static List<KeyPair> keys(SSHUserPrivateKey credentials) throws AbortException {
        List<KeyPair> keys = new ArrayList<>();
        try {
            for (String key : credentials.getPrivateKeys()) {
                keys.addAll(KeyFile.parse(
                        "the key of credentials '" + credentials.getId() + "'",
                        key.getBytes(StandardCharsets.UTF_8),
                        Secret.toString(credentials.getPassphrase()),
                        "write the right one into the credentials"));
            }
            return keys;
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public Optional<SshAgent> find(String id) {
        return Optional.ofNullable(agents.get(id));
    }
}
