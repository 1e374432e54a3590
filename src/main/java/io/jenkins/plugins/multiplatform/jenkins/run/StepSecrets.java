package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretLimit;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build's secrets: Jenkins' credentials, variables of the step, and files of its workspace. */
final class StepSecrets implements SecretSource {
    private final SecretSource credentials;
    private final EnvVars environment;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, FilePath> files = new HashMap<>();

    private StepSecrets(SecretSource credentials, EnvVars environment) {
        this.credentials = credentials;
        this.environment = environment;
    }

    /** @throws AbortException if a file is missing or too large: better now than after an hour of building */
    static StepSecrets of(SecretSource credentials, List<SecretSpec> specs, BuildPlace place)
            throws IOException, InterruptedException {
        StepSecrets secrets = new StepSecrets(credentials, place.environment());
        for (SecretSpec spec : specs) {
            if (spec.variable().isEmpty()) {
                FilePath file = place.workspace().child(spec.file());
                check(spec, file);
                secrets.files.put(spec.id(), file);
            } else {
                secrets.variables.put(spec.id(), spec.variable());
            }
        }
        return secrets;
    }

    private static void check(SecretSpec spec, FilePath file) throws IOException, InterruptedException {
        if (!file.exists()) {
            throw new AbortException(
                    "failed to stat " + spec.file() + ": stat " + file.getRemote() + ": no such file or directory");
        }
        if (file.length() > SecretLimit.BYTES) {
            throw new AbortException(SecretLimit.exceededBy(spec.id()));
        }
    }

    @Override
    public Optional<byte[]> get(String id) throws SecretException, InterruptedException {
        if (variables.containsKey(id)) {
            return Optional.of(environment.get(variables.get(id), "").getBytes(StandardCharsets.UTF_8));
        }
        FilePath file = files.get(id);
        return file == null ? credentials.get(id) : Optional.of(content(id, file));
    }

    private static byte[] content(String id, FilePath file) throws SecretException, InterruptedException {
        try (InputStream in = file.read()) {
            return SecretLimit.read(in, id);
        } catch (IOException e) {
            throw new SecretException("cannot read " + file.getRemote() + ": " + e, e);
        }
    }
}
