package io.jenkins.plugins.multiplatform.jenkins.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.job.CredentialDesk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds a run's registry credentials. The passwords stay here until an agent asks for one.
 *
 * @see <a href="https://github.com/jenkinsci/credentials-plugin/blob/master/docs/consumer.adoc">Consuming
 *     credentials</a>
 */
@Restricted(NoExternalUse.class)
public final class RegistryCredentials {
    private final Run<?, ?> run;

    public RegistryCredentials(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Opens the place where agents ask, for the time of one build.
     *
     * @param credentialsIds by host; other hosts are used anonymously
     * @param logins by host, of those that have no credentials of Jenkins
     * @param log takes a line for each registry that they are used for, and for each other one that was asked for
     * @throws AbortException if there are no such credentials for this run and their host
     */
    public CredentialDesk open(Map<String, String> credentialsIds, Map<String, Credential> logins, Consumer<String> log)
            throws AbortException {
        Map<String, Supplier<Credential>> byHost = new HashMap<>();
        logins.forEach((host, login) -> byHost.put(host, () -> login));
        for (Map.Entry<String, String> entry : credentialsIds.entrySet()) {
            StandardUsernamePasswordCredentials found = require(entry.getValue(), entry.getKey());
            byHost.put(entry.getKey(), () -> toCredential(found));
            log.accept("credentials '" + entry.getValue() + "' are used for registry " + entry.getKey());
        }
        return new CredentialDesk(byHost, log);
    }

    private static Credential toCredential(StandardUsernamePasswordCredentials credentials) {
        return Credential.password(
                credentials.getUsername(), credentials.getPassword().getPlainText());
    }

    private StandardUsernamePasswordCredentials require(String id, String host) throws AbortException {
        List<DomainRequirement> requirements =
                URIRequirementBuilder.fromUri("https://" + host + "/").build();
        IdCredentials found = CredentialsProvider.findCredentialById(id, IdCredentials.class, run, requirements);
        if (found == null) {
            throw new AbortException(missing(id, host));
        }
        if (!(found instanceof StandardUsernamePasswordCredentials usernamePassword)) {
            throw new AbortException("Credentials '" + id + "' are of type '"
                    + found.getDescriptor().getDisplayName() + "' where 'Username with password' ("
                    + StandardUsernamePasswordCredentials.class.getName() + ") is needed for registry " + host);
        }
        CredentialsProvider.track(run, usernamePassword);
        return usernamePassword;
    }

    private String missing(String id, String host) {
        IdCredentials elsewhere = CredentialsProvider.findCredentialById(id, IdCredentials.class, run, List.of());
        if (elsewhere == null) {
            return "Could not find credentials '" + id + "' of type 'Username with password' for registry " + host
                    + ": there are none of that ID that " + run.getParent().getFullName() + " may use";
        }
        return "Credentials '" + id + "' (" + CredentialsNameProvider.name(elsewhere)
                + ") are in a domain that does not include registry " + host;
    }
}
