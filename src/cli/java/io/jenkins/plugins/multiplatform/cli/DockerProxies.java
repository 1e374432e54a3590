package io.jenkins.plugins.multiplatform.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The proxies that Docker's {@code config.json} has for builds: they become build arguments, as for {@code docker}.
 *
 * @see <a href="https://docs.docker.com/engine/cli/proxy/">proxies of the Docker CLI</a>
 */
final class DockerProxies {
    private static final Map<String, String> VARIABLES = Map.of(
            "httpProxy", "HTTP_PROXY",
            "httpsProxy", "HTTPS_PROXY",
            "ftpProxy", "FTP_PROXY",
            "noProxy", "NO_PROXY",
            "allProxy", "ALL_PROXY");

    private DockerProxies() {}

    /**
     * @param endpoint for which there may be proxies of its own; else the default ones are taken
     * @return build arguments in both spellings; empty if there is no file
     */
    static Map<String, String> read(Path configFile, String endpoint) throws IOException {
        try {
            JsonObject proxies =
                    object(JsonParser.parseString(Files.readString(configFile, StandardCharsets.UTF_8)), "proxies");
            JsonObject chosen = object(proxies, proxies.has(endpoint) ? endpoint : "default");
            Map<String, String> arguments = new TreeMap<>();
            VARIABLES.forEach((field, variable) -> {
                JsonElement value = chosen.get(field);
                if (value != null
                        && value.isJsonPrimitive()
                        && !value.getAsString().isEmpty()) {
                    arguments.put(variable, value.getAsString());
                    arguments.put(variable.toLowerCase(Locale.ROOT), value.getAsString());
                }
            });
            return arguments;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (JsonParseException e) {
            throw new IOException("cannot read the proxies in " + configFile + ": it is not a JSON object", e);
        }
    }

    private static JsonObject object(JsonElement parent, String name) {
        JsonElement child = parent.isJsonObject() ? parent.getAsJsonObject().get(name) : null;
        return child != null && child.isJsonObject() ? child.getAsJsonObject() : new JsonObject();
    }
}
