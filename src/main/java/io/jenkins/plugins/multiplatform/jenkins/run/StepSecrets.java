package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.jenkins.agent.ReadSecretTask;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build's secrets: Jenkins' credentials, variables of the step, and files of its workspace. */
final class StepSecrets implements SecretSource {
    private final SecretSource credentials;
    private final EnvVars environment;
    private final BuildPlace place;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, ReadSecretTask> files = new HashMap<>();

    private StepSecrets(SecretSource credentials, BuildPlace place) {
        this.credentials = credentials;
        this.environment = place.environment();
        this.place = place;
    }

    /** @throws AbortException if a file is missing or too large: better now than after an hour of building */
    static StepSecrets of(SecretSource credentials, List<SecretSpec> specs, BuildPlace place, NotedPaths paths)
            throws IOException, InterruptedException {
        StepSecrets secrets = new StepSecrets(credentials, place);
        for (SecretSpec spec : specs) {
            if (spec.variable().isEmpty()) {
                String file = paths.resolve(spec.file());
                place.call(new ReadSecretTask(place.root(), file, spec.id(), spec.file(), false));
                secrets.files.put(spec.id(), new ReadSecretTask(place.root(), file, spec.id(), spec.file(), true));
            } else {
                secrets.variables.put(spec.id(), spec.variable());
            }
        }
        return secrets;
    }

    @Override
    public Optional<byte[]> get(String id) throws SecretException, InterruptedException {
        if (variables.containsKey(id)) {
            return Optional.of(environment.get(variables.get(id), "").getBytes(StandardCharsets.UTF_8));
        }
        ReadSecretTask file = files.get(id);
        return file == null ? credentials.get(id) : Optional.of(content(file));
    }

    private byte[] content(ReadSecretTask file) throws SecretException, InterruptedException {
        try {
            return place.call(file);
        } catch (IOException e) {
            throw new SecretException(e.getMessage(), e);
        }
    }
}
