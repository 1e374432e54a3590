package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads members of the type they should have; anything else counts as absent. Texts that are empty are absent too. */
final class JsonFields {
    private JsonFields() {}

    static Optional<JsonObject> parse(byte[] json) {
        try {
            return Optional.of(JsonParser.parseString(new String(json, StandardCharsets.UTF_8)))
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject);
        } catch (JsonParseException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    static Optional<JsonObject> object(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject);
    }

    static Optional<String> string(JsonObject json, String name) {
        return primitive(json, name)
                .filter(JsonPrimitive::isString)
                .map(JsonPrimitive::getAsString)
                .filter(text -> !text.isEmpty());
    }

    static Optional<Long> number(JsonObject json, String name) {
        return primitive(json, name).filter(JsonPrimitive::isNumber).map(number -> (long) number.getAsDouble());
    }

    private static Optional<JsonPrimitive> primitive(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsJsonPrimitive);
    }
}
