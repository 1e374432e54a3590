package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A build's secrets, as a job's author wrote them: {@code npm=npm-token} names the ID that the Dockerfile writes and
 * the credentials' one; {@code id=npm,env=NPM_TOKEN} and {@code id=npm,src=.npmrc} are buildx's, for variables of the
 * step and files of the workspace.
 */
public record SecretArguments(List<String> written) {
    private static final String ID = "id=";

    public SecretArguments {
        written = List.copyOf(written);
    }

    /** Finds what is wrong with any of them. */
    public void check() throws InvalidArgumentException {
        Set<String> ids = new HashSet<>(credentialsIds().keySet());
        for (SecretSpec spec : specs()) {
            if (!ids.add(spec.id())) {
                throw new InvalidArgumentException("secrets: " + spec.id() + " is given twice");
            }
        }
    }

    /** Credentials' IDs by the IDs that the Dockerfile writes. */
    public Map<String, String> credentialsIds() throws InvalidArgumentException {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String pair : written) {
            if (isSpec(pair)) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                throw new InvalidArgumentException("secrets: \"" + pair + "\" names no credentials: expected"
                        + " ID=credentialsId, or a map of IDs and credentials' IDs");
            }
            ids.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return ids;
    }

    /** Those that are in the step's environment or workspace. */
    public List<SecretSpec> specs() throws InvalidArgumentException {
        List<SecretSpec> specs = new ArrayList<>();
        for (String one : written) {
            if (isSpec(one)) {
                try {
                    SecretSpec spec = SecretSpec.parse(one);
                    // As in buildx, an ID alone is the variable of that name.
                    specs.add(
                            spec.variable().isEmpty() && spec.file().isEmpty()
                                    ? new SecretSpec(spec.id(), "", spec.id())
                                    : spec);
                } catch (PlanException e) {
                    throw new InvalidArgumentException("secrets: " + e.getMessage(), e);
                }
            }
        }
        return specs;
    }

    private static boolean isSpec(String one) {
        return one.indexOf(',') > 0 && (one.startsWith(ID) || one.contains("," + ID));
    }
}
