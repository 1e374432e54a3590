package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretLimit;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets in files and environment variables of this machine, read anew each time a step asks. */
public final class LocalSecrets implements SecretSource {
    private final Map<String, SecretSpec> secrets = new HashMap<>();
    private final Map<String, String> environment;

    private LocalSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Later ones replace earlier ones of the same ID. One that names neither file nor variable is the variable of its
     * ID, or else the file of that name.
     *
     * @throws PlanException if a file is missing or too large: better now than after an hour of building
     */
    public static LocalSecrets of(List<SecretSpec> specs, Map<String, String> environment) throws PlanException {
        LocalSecrets result = new LocalSecrets(environment);
        for (SecretSpec spec : specs) {
            SecretSpec found = result.locate(spec);
            if (found.variable().isEmpty()) {
                check(found);
            }
            result.secrets.put(spec.id(), found);
        }
        return result;
    }

    private SecretSpec locate(SecretSpec spec) {
        if (!spec.variable().isEmpty() || !spec.file().isEmpty()) {
            return spec;
        }
        return environment.containsKey(spec.id())
                ? new SecretSpec(spec.id(), "", spec.id())
                : new SecretSpec(spec.id(), spec.id(), "");
    }

    private static void check(SecretSpec spec) throws PlanException {
        try {
            if (Files.size(Path.of(spec.file())) > SecretLimit.BYTES) {
                throw new PlanException(SecretLimit.exceededBy(spec.id()));
            }
        } catch (NoSuchFileException e) {
            throw new PlanException(
                    "failed to stat " + spec.file() + ": stat " + spec.file() + ": no such file or directory", e);
        } catch (IOException e) {
            throw new PlanException("failed to stat " + spec.file() + ": " + e, e);
        }
    }

    @Override
    public Optional<byte[]> get(String id) throws SecretException {
        SecretSpec spec = secrets.get(id);
        if (spec == null) {
            return Optional.empty();
        }
        if (!spec.variable().isEmpty()) {
            return Optional.of(environment.getOrDefault(spec.variable(), "").getBytes(StandardCharsets.UTF_8));
        }
        // A pipe or device too: <(command) is the user's own.
        try (InputStream in = Files.newInputStream(Path.of(spec.file()))) {
            return Optional.of(SecretLimit.read(in, spec.id()));
        } catch (IOException e) {
            throw new SecretException("cannot read " + spec.file() + ": " + e, e);
        }
    }
}
