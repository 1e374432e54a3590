package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.options.Csv;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Where a secret is, as buildx writes it: {@code id=token,src=token.txt} or {@code id=token,env=TOKEN}.
 *
 * @param file empty if not given
 * @param variable of the environment; empty if not given
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#secret">the option</a>
 */
public record SecretSpec(String id, String file, String variable) implements Serializable {
    /** @throws PlanException with buildx's text */
    public static SecretSpec parse(String written) throws PlanException {
        List<String> fields;
        try {
            fields = Csv.fields(written);
        } catch (InvalidOptionException e) {
            throw new PlanException("failed to parse csv secret: " + e.getMessage(), e);
        }
        String id = "";
        String file = "";
        String variable = "";
        boolean isVariable = false;
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new PlanException("invalid field '" + field + "' must be a key=value pair");
            }
            String value = field.substring(equals + 1);
            String key = field.substring(0, equals).toLowerCase(Locale.ROOT);
            switch (key) {
                case "type" -> isVariable = isVariable(value);
                case "id" -> id = value;
                case "source", "src" -> file = value;
                case "env" -> variable = value;
                default -> throw new PlanException("unexpected key '" + key + "' in '" + field + "'");
            }
        }
        if (id.isEmpty()) {
            throw new PlanException("secret missing ID");
        }
        return isVariable && variable.isEmpty() ? new SecretSpec(id, "", file) : new SecretSpec(id, file, variable);
    }

    private static boolean isVariable(String type) throws PlanException {
        if (!type.equals("file") && !type.equals("env")) {
            throw new PlanException("unsupported secret type \"" + type + "\"");
        }
        return type.equals("env");
    }
}
