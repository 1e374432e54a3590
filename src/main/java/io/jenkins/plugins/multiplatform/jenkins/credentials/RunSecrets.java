package io.jenkins.plugins.multiplatform.jenkins.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretLimit;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build's secrets out of Jenkins' credentials: a text, a file's content, or the password of a user. They stay here
 * until a step of the Dockerfile mounts one.
 */
@Restricted(NoExternalUse.class)
public final class RunSecrets implements SecretSource {
    private final Map<String, IdCredentials> secrets = new LinkedHashMap<>();

    private RunSecrets() {}

    /**
     * Finds them all, so that a missing one is told before anything is built.
     *
     * @param credentialsIds by the ID that the Dockerfile writes
     * @throws AbortException if there are no such credentials for this run, or they are of another type
     */
    public static RunSecrets of(Run<?, ?> run, Map<String, String> credentialsIds) throws AbortException {
        RunSecrets result = new RunSecrets();
        for (Map.Entry<String, String> secret : credentialsIds.entrySet()) {
            IdCredentials found =
                    CredentialsProvider.findCredentialById(secret.getValue(), IdCredentials.class, run, List.of());
            if (found == null) {
                throw new AbortException("Could not find credentials '" + secret.getValue() + "' for secret "
                        + secret.getKey() + ": there are none of that ID that "
                        + run.getParent().getFullName() + " may use");
            }
            if (!(found instanceof StringCredentials
                    || found instanceof FileCredentials
                    || found instanceof StandardUsernamePasswordCredentials)) {
                throw new AbortException("Credentials '" + secret.getValue() + "' are of type '"
                        + found.getDescriptor().getDisplayName()
                        + "' where 'Secret text', 'Secret file' or 'Username with password' is needed for secret "
                        + secret.getKey());
            }
            CredentialsProvider.track(run, (StandardCredentials) found);
            result.secrets.put(secret.getKey(), found);
        }
        return result;
    }

    @Override
    public Optional<byte[]> get(String id) throws SecretException {
        IdCredentials found = secrets.get(id);
        return found == null ? Optional.empty() : Optional.of(value(id, found));
    }

    private static byte[] value(String id, IdCredentials found) throws SecretException {
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText().getBytes(StandardCharsets.UTF_8);
        }
        if (found instanceof FileCredentials file) {
            return content(id, file);
        }
        return ((StandardUsernamePasswordCredentials) found)
                .getPassword()
                .getPlainText()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] content(String id, FileCredentials file) throws SecretException {
        try (InputStream in = file.getContent()) {
            return SecretLimit.read(in, id);
        } catch (IOException e) {
            throw new SecretException("the file of credentials '" + file.getId() + "' can't be read: " + e, e);
        }
    }
}
