package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.DockerConfigFile;
import io.jenkins.plugins.multiplatform.context.RegularFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
 * @param workspace whose links lead nowhere else
 * @param folder that {@code DOCKER_CONFIG} names
 * @param hosts whose logins are wanted, as references name them
 */
@Restricted(NoExternalUse.class)
public record ReadLoginsTask(Workspace workspace, String folder, ArrayList<String> hosts)
        implements AgentTask<HashMap<String, Credential>> {
    private static final int MAX_BYTES = 4 << 20;

    public ReadLoginsTask(Workspace workspace, String folder, List<String> hosts) {
        this(workspace, folder, new ArrayList<>(hosts));
    }

    @Override
    public HashMap<String, Credential> run() throws AbortException {
        DockerConfigFile config = DockerConfigFile.withoutHelpers(file());
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

    /** A link of the repository must not make the agent's own logins those of the build. */
    private Path file() throws AbortException {
        Path file = Path.of(folder, "config.json");
        try {
            workspace.read(file, MAX_BYTES);
            return workspace.holds(file) ? workspace.locate(file).path() : file;
        } catch (NoSuchFileException e) {
            return file;
        } catch (IOException e) {
            throw new AbortException("cannot read " + file + " of DOCKER_CONFIG: " + RegularFile.reason(e));
        }
    }

    @Override
    public String toString() {
        return "read registry logins in " + folder;
    }
}
