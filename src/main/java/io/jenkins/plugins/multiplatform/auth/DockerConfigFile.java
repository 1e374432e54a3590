package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The logins of {@code docker login}: {@code config.json} with its {@code auths}, {@code credsStore} and
 * {@code credHelpers}. Read again at each question, so that a login in another terminal is seen.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/#credential-stores">docker login</a>
 */
public final class DockerConfigFile implements CredentialSource {
    /** Under what Docker keeps its Hub's login, from the time of the first registry protocol. */
    static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

    private static final int MOST_BYTES = 4 << 20;

    private final Path file;
    private final Map<String, String> environment;
    private final boolean helpers;

    /**
     * Reads one given file.
     *
     * @param environment where helper programs are looked for ({@code PATH}) and what they are run with
     */
    public DockerConfigFile(Path file, Map<String, String> environment) {
        this(file, environment, true);
    }

    private DockerConfigFile(Path file, Map<String, String> environment, boolean helpers) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.helpers = helpers;
    }

    /** For what is in the file itself alone: no program is run. */
    public static DockerConfigFile withoutHelpers(Path file) {
        return new DockerConfigFile(file, Map.of(), false);
    }

    /** The file that Docker's own command line would read: {@code DOCKER_CONFIG} names its folder. */
    public static DockerConfigFile of(Map<String, String> environment, Path home) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        Path base = folder.isEmpty() ? home.resolve(".docker") : Path.of(folder);
        return new DockerConfigFile(base.resolve("config.json"), environment);
    }

    @Override
    public Optional<Credential> forHost(String registryHost) throws CredentialException {
        Optional<JsonObject> config = read();
        if (config.isEmpty()) {
            return Optional.empty();
        }
        String key = isDockerHub(registryHost) ? DOCKER_HUB_KEY : registryHost;
        Optional<String> helper = JsonFields.object(config.get(), "credHelpers")
                .flatMap(byHost -> JsonFields.string(byHost, key).or(() -> JsonFields.string(byHost, registryHost)))
                .or(() -> JsonFields.string(config.get(), "credsStore"));
        if (helpers && helper.isPresent()) {
            return new CredentialHelper(helper.get(), environment).get(key);
        }
        Optional<JsonObject> entry = entry(config.get(), key);
        return entry.isEmpty() ? Optional.empty() : credential(entry.get(), key);
    }

    private Optional<JsonObject> read() throws CredentialException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CredentialException("Cannot read the registry logins in " + file + ": " + e.getMessage(), e);
        }
        if (content.length > MOST_BYTES) {
            throw new CredentialException(
                    "Cannot read the registry logins in " + file + ": it is larger than " + MOST_BYTES + " bytes");
        }
        Optional<JsonObject> json = JsonFields.parse(content);
        if (json.isEmpty()) {
            throw new CredentialException("Cannot read the registry logins in " + file + ": it is not a JSON object");
        }
        return json;
    }

    /** Old logins are kept under an address ({@code https://host/v1/}) instead of the host alone. */
    private static Optional<JsonObject> entry(JsonObject config, String key) {
        Optional<JsonObject> auths = JsonFields.object(config, "auths");
        return auths.flatMap(all -> JsonFields.object(all, key))
                .or(() -> auths.flatMap(all -> all.keySet().stream()
                        .filter(name -> hostOf(name).equalsIgnoreCase(hostOf(key)))
                        .findFirst()
                        .flatMap(name -> JsonFields.object(all, name))));
    }

    private Optional<Credential> credential(JsonObject entry, String key) throws CredentialException {
        Optional<Credential> identity =
                JsonFields.string(entry, "identitytoken").map(Credential::identityToken);
        if (identity.isPresent()) {
            return identity;
        }
        Optional<String> auth = JsonFields.string(entry, "auth");
        if (auth.isEmpty()) {
            Optional<String> username = JsonFields.string(entry, "username");
            return JsonFields.string(entry, "password")
                    .flatMap(password -> username.map(name -> Credential.password(name, password)));
        }
        return Optional.of(decode(auth.get(), key));
    }

    private Credential decode(String auth, String key) throws CredentialException {
        try {
            String pair = new String(Base64.getDecoder().decode(auth.trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                // Docker pads the password with zero bytes in some old files
                return Credential.password(
                        pair.substring(0, colon), pair.substring(colon + 1).replace("\0", ""));
            }
        } catch (IllegalArgumentException e) {
            // told below: the exception's own text may quote the secret
        }
        throw new CredentialException("The login for \"" + key + "\" in " + file
                + " cannot be read: its \"auth\" is not the base64 form of user:password");
    }

    private static boolean isDockerHub(String host) {
        return host.equals("docker.io") || host.equals("index.docker.io") || host.equals("registry-1.docker.io");
    }

    private static String hostOf(String key) {
        String withoutScheme = key.replaceFirst("^https?://", "");
        int slash = withoutScheme.indexOf('/');
        return slash < 0 ? withoutScheme : withoutScheme.substring(0, slash);
    }
}
