package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Logins in an environment variable, which Docker's command line knows since 28.3 and reads more strictly than its file:
 * {@code {"auths": {"HOST": {"auth": "base64 of user:password"}}}} and no other field.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/#environment-variables">environment variables</a>
 */
public final class DockerAuthVariable {
    public static final String NAME = "DOCKER_AUTH_CONFIG";

    /** Whose logins Docker finds under its old address alone. */
    private static final String DOCKER_HUB = "docker.io";

    private DockerAuthVariable() {}

    /**
     * @param value of the variable; blank for no logins
     * @return by host, as references name it
     * @throws CredentialException if it can't be read; says nothing of what it holds
     */
    public static Map<String, Credential> parse(String value) throws CredentialException {
        requireOneValue(value);
        JsonObject config =
                DockerAuths.parse(value).orElseThrow(() -> new CredentialException("it is not a JSON object"));
        requireFields(config, "auths");
        Map<String, Credential> logins = new HashMap<>();
        if (!config.has("auths")) {
            return logins;
        }
        JsonObject auths = JsonFields.object(config, "auths")
                .orElseThrow(() -> new CredentialException("its \"auths\" is not a JSON object"));
        for (String host : auths.keySet()) {
            Credential login = login(auths, host);
            if (!host.equals(DOCKER_HUB)) {
                logins.put(host.equals(DockerConfigFile.DOCKER_HUB_KEY) ? DOCKER_HUB : host, login);
            }
        }
        return logins;
    }

    private static Credential login(JsonObject auths, String host) throws CredentialException {
        JsonObject entry = DockerAuths.entry(auths, host).orElseGet(JsonObject::new);
        requireFields(entry, "auth");
        Optional<Credential> login;
        try {
            login = DockerAuths.credential(entry);
        } catch (CredentialException e) {
            throw new CredentialException("the login for \"" + Printable.of(host) + "\": " + e.getMessage());
        }
        return login.orElseThrow(() -> new CredentialException(
                NAME + " environment variable is missing key `auth` for " + Printable.of(host)));
    }

    private static void requireOneValue(String value) throws CredentialException {
        try {
            JsonParser.parseString(value);
        } catch (JsonParseException | StackOverflowError e) {
            throw new CredentialException("it is not a JSON object");
        }
    }

    private static void requireFields(JsonObject object, String known) throws CredentialException {
        for (String field : object.keySet()) {
            if (!Set.of(known).contains(field)) {
                throw new CredentialException("unknown field \"" + Printable.of(field) + "\"");
            }
        }
    }
}
