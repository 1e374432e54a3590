package io.jenkins.plugins.multiplatform.buildkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Provenance as buildx writes it into its metadata file: by SLSA 0.2, whatever the daemon keeps, and without the steps of
 * the build and its times.
 *
 * @see <a href="https://docs.docker.com/build/metadata/attestations/slsa-definitions/">BuildKit's predicates</a>
 */
final class ProvenanceJson {
    private static final String SLSA_1 = "https://slsa.dev/provenance/v1";
    private static final String BUILD_TYPE = "https://mobyproject.org/buildkit@v1";

    private ProvenanceJson() {}

    /**
     * @param predicate a document of a daemon
     * @param type of it
     * @throws JsonParseException if it is none
     */
    static String minimal(String predicate, String type) {
        try {
            JsonObject read = JsonParser.parseString(predicate).getAsJsonObject();
            JsonObject written = type.equals(SLSA_1) ? ofSlsa1(read) : read;
            written.remove("buildConfig");
            written.remove("metadata");
            return written.toString();
        } catch (IllegalStateException | ClassCastException | UnsupportedOperationException e) {
            throw new JsonParseException("not a provenance: " + e.getMessage(), e);
        }
    }

    private static JsonObject ofSlsa1(JsonObject read) {
        JsonObject definition = object(read, "buildDefinition");
        JsonObject external = object(definition, "externalParameters");
        JsonObject written = new JsonObject();
        JsonObject builder = new JsonObject();
        JsonElement id = object(object(read, "runDetails"), "builder").get("id");
        builder.addProperty("id", id == null ? "" : id.getAsString());
        written.add("builder", builder);
        written.addProperty("buildType", BUILD_TYPE);
        JsonArray materials = materials(definition);
        if (!materials.isEmpty()) {
            written.add("materials", materials);
        }
        JsonObject invocation = new JsonObject();
        invocation.add("configSource", configSource(object(external, "configSource")));
        invocation.add("parameters", object(external, "request"));
        invocation.add("environment", environment(object(definition, "internalParameters")));
        written.add("invocation", invocation);
        return written;
    }

    private static JsonArray materials(JsonObject definition) {
        JsonArray materials = new JsonArray();
        if (definition.has("resolvedDependencies")) {
            for (JsonElement dependency : definition.getAsJsonArray("resolvedDependencies")) {
                JsonObject material = new JsonObject();
                copy(dependency.getAsJsonObject(), "uri", material, "uri");
                copy(dependency.getAsJsonObject(), "digest", material, "digest");
                materials.add(material);
            }
        }
        return materials;
    }

    private static JsonObject configSource(JsonObject read) {
        JsonObject written = new JsonObject();
        copy(read, "uri", written, "uri");
        copy(read, "digest", written, "digest");
        copy(read, "path", written, "entryPoint");
        return written;
    }

    /** A daemon's own additions stand beside what BuildKit says. */
    private static JsonObject environment(JsonObject read) {
        JsonObject written = new JsonObject();
        read.entrySet().forEach(entry -> {
            switch (entry.getKey()) {
                case "buildConfig" -> {
                    // The steps of the build.
                }
                case "builderPlatform" -> written.add("platform", entry.getValue());
                default -> written.add(entry.getKey(), entry.getValue());
            }
        });
        return written;
    }

    private static void copy(JsonObject from, String name, JsonObject to, String as) {
        if (from.has(name)) {
            to.add(as, from.get(name));
        }
    }

    /** Empty where there is none. */
    private static JsonObject object(JsonObject parent, String name) {
        return parent.has(name) ? parent.getAsJsonObject(name) : new JsonObject();
    }
}
