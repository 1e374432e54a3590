package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.DockerConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads registry logins that a step around this one has made on the machine of the workspace, as {@code withRegistry}
 * does. No helper program is run.
 *
 * @param folder that {@code DOCKER_CONFIG} names
 * @param hosts whose logins are wanted, as references name them
 */
@Restricted(NoExternalUse.class)
public record ReadLoginsTask(String folder, ArrayList<String> hosts) implements AgentTask<HashMap<String, Credential>> {
    public ReadLoginsTask(String folder, List<String> hosts) {
        this(folder, new ArrayList<>(hosts));
    }

    @Override
    public HashMap<String, Credential> run() throws AbortException {
        DockerConfigFile config = DockerConfigFile.withoutHelpers(Path.of(folder, "config.json"));
        HashMap<String, Credential> logins = new HashMap<>();
        try {
            for (String host : hosts) {
                config.forHost(host).ifPresent(login -> logins.put(host, login));
            }
            return logins;
        } catch (CredentialException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "read registry logins in " + folder;
    }
}
