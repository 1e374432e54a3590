package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Docker's logins as JSON, read as its command line reads them, by the rules of Go: names of fields have no case, the last
 * of several counts, and null is as if it were not there.
 *
 * @see <a href="https://pkg.go.dev/encoding/json#Unmarshal">encoding/json</a>
 */
final class DockerAuths {
    private DockerAuths() {}

    /**
     * Reads the first value of a document, with its fields in lower case. Nothing at all, and null, is an object without
     * fields.
     *
     * @return nothing if it is no object
     */
    static Optional<JsonObject> parse(String json) {
        try {
            JsonElement first = JsonParser.parseReader(new JsonReader(new StringReader(json)));
            JsonElement object = first.isJsonNull() ? new JsonObject() : first;
            return Optional.of(object).filter(JsonElement::isJsonObject).map(found -> fields(found.getAsJsonObject()));
        } catch (JsonParseException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The same with names in lower case. */
    static JsonObject fields(JsonObject object) {
        JsonObject fields = new JsonObject();
        for (Map.Entry<String, JsonElement> field : object.entrySet()) {
            if (!field.getValue().isJsonNull()) {
                fields.add(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
            }
        }
        return fields;
    }

    /** The names and values of a map of objects. */
    static Optional<JsonObject> entry(JsonObject all, String name) {
        JsonElement entry = all.has(name) ? all.get(name) : JsonNull.INSTANCE;
        return entry.isJsonObject() ? Optional.of(fields(entry.getAsJsonObject())) : Optional.empty();
    }

    /**
     * The login of an entry.
     *
     * @throws CredentialException if its {@code auth} can't be read; says nothing of what it holds
     */
    static Optional<Credential> credential(JsonObject entry) throws CredentialException {
        Optional<Credential> login = JsonFields.string(entry, "identitytoken").map(Credential::identityToken);
        Optional<String> auth = JsonFields.string(entry, "auth");
        if (login.isEmpty() && auth.isPresent()) {
            login = Optional.of(decode(auth.get()));
        }
        if (login.isEmpty()) {
            Optional<String> username = JsonFields.string(entry, "username");
            login = JsonFields.string(entry, "password")
                    .flatMap(password -> username.map(name -> Credential.password(name, password)));
        }
        Optional<String> token = JsonFields.string(entry, "registrytoken");
        return token.isEmpty()
                ? login
                : Optional.of(login.orElse(Credential.password("", "")).withRegistryToken(token.get()));
    }

    /** As Go, which skips line breaks in base64: some tools wrap it. */
    private static Credential decode(String auth) throws CredentialException {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(auth.replaceAll("[\r\n]", "").trim());
            String pair = new String(bytes, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                // Docker pads the password with zero bytes in some old files
                return Credential.password(
                        pair.substring(0, colon), pair.substring(colon + 1).replaceAll("^\0+|\0+$", ""));
            }
        } catch (IllegalArgumentException e) {
            // told below: the exception's own text may quote the secret
        }
        throw new CredentialException("its \"auth\" is not the base64 form of user:password");
    }
}
