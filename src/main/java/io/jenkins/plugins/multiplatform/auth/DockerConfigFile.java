package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final Consumer<String> warnings;
    private Map<String, Credential> ofVariable;

    /**
     * Reads one given file, and {@code DOCKER_AUTH_CONFIG}.
     *
     * @param environment where helper programs are looked for ({@code PATH}) and what they are run with
     */
    public DockerConfigFile(Path file, Map<String, String> environment) {
        this(file, environment, true, warning -> {});
    }

    private DockerConfigFile(Path file, Map<String, String> environment, boolean helpers, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
        this.environment = Map.copyOf(environment);
        this.helpers = helpers;
    }

    /** For what is in the file itself alone: no program is run. */
    public static DockerConfigFile withoutHelpers(Path file) {
        return new DockerConfigFile(file, Map.of(), false, warning -> {});
    }

    /**
     * The file that Docker's own command line would read: {@code DOCKER_CONFIG} names its folder. Logins in
     * {@code DOCKER_AUTH_CONFIG} go before those in the file.
     *
     * @param warnings takes a line if that variable can't be read
     */
    public static DockerConfigFile of(Map<String, String> environment, Path home, Consumer<String> warnings) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        Path base = folder.isEmpty() ? home.resolve(".docker") : Path.of(folder);
        return new DockerConfigFile(base.resolve("config.json"), environment, true, warnings);
    }

    @Override
    public Optional<Credential> forHost(String registryHost) throws CredentialException {
        Credential ofVariable = variable().get(isDockerHub(registryHost) ? "docker.io" : registryHost);
        if (ofVariable != null) {
            return Optional.of(ofVariable);
        }
        JsonObject config = read();
        String key = isDockerHub(registryHost) ? DOCKER_HUB_KEY : registryHost;
        Optional<JsonObject> entry = entry(config, key);
        Optional<String> helper = helper(config, key);
        if (!helpers || helper.isEmpty()) {
            return entry.isEmpty() ? Optional.empty() : credential(entry.get(), key);
        }
        Optional<Credential> login = new CredentialHelper(helper.get(), environment).get(key);
        Optional<String> token = entry.flatMap(fields -> JsonFields.string(fields, "registrytoken"));
        return token.isEmpty()
                ? login
                : Optional.of(login.orElse(Credential.password("", "")).withRegistryToken(token.get()));
    }

    /** One that can't be read is as if it were not there, as for Docker; it is said once. */
    private synchronized Map<String, Credential> variable() {
        if (ofVariable == null) {
            try {
                ofVariable = DockerAuthVariable.parse(environment.getOrDefault(DockerAuthVariable.NAME, ""));
            } catch (CredentialException e) {
                warnings.accept("Failed to create credential store from DOCKER_AUTH_CONFIG: " + e.getMessage());
                ofVariable = Map.of();
            }
        }
        return ofVariable;
    }

    /** One for a host that is written and empty means the file, whatever the store. */
    private static Optional<String> helper(JsonObject config, String key) {
        Optional<JsonObject> byHost = JsonFields.object(config, "credhelpers");
        return byHost.isPresent() && byHost.get().has(key)
                ? JsonFields.string(byHost.get(), key)
                : JsonFields.string(config, "credsstore");
    }

    private JsonObject read() throws CredentialException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return new JsonObject();
        } catch (IOException e) {
            throw new CredentialException("Cannot read the registry logins in " + file + ": " + e.getMessage(), e);
        }
        if (content.length > MOST_BYTES) {
            throw new CredentialException(
                    "Cannot read the registry logins in " + file + ": it is larger than " + MOST_BYTES + " bytes");
        }
        return DockerAuths.parse(new String(content, StandardCharsets.UTF_8))
                .orElseThrow(() -> new CredentialException(
                        "Cannot read the registry logins in " + file + ": it is not a JSON object"));
    }

    /** Old logins are kept under an address ({@code https://host/v1/}) instead of the host alone. */
    private static Optional<JsonObject> entry(JsonObject config, String key) {
        Optional<JsonObject> auths = JsonFields.object(config, "auths");
        return auths.flatMap(all -> DockerAuths.entry(all, key))
                .or(() -> auths.flatMap(all -> all.keySet().stream()
                        .filter(name -> hostOf(name).equalsIgnoreCase(hostOf(key)))
                        .findFirst()
                        .flatMap(name -> DockerAuths.entry(all, name))));
    }

    private Optional<Credential> credential(JsonObject entry, String key) throws CredentialException {
        try {
            return DockerAuths.credential(entry);
        } catch (CredentialException e) {
            throw new CredentialException(
                    "The login for \"" + key + "\" in " + file + " cannot be read: " + e.getMessage());
        }
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
