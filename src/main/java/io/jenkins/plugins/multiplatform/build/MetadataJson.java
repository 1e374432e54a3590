package io.jenkins.plugins.multiplatform.build;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run's result for programs: buildx's keys, and below one of our own the same for each platform, which buildx loses
 * when it builds on several nodes.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#metadata-file">--metadata-file</a>
 */
public final class MetadataJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String PLATFORMS = "multi-platform-build.platforms";
    private static final String MISSING = "multi-platform-build.missing";

    private static final String PROVENANCE = "buildx.build.provenance";
    private static final String NOTES = "multi-platform-build.notes";

    private MetadataJson() {}

    /** @param builder its name, which builds are named after */
    public static String of(BuildResult result, String builder) {
        JsonObject metadata = new JsonObject();
        boolean single = result.platforms().size() == 1;
        for (PlatformImage image : result.platforms()) {
            String key = single
                    ? PROVENANCE
                    : PROVENANCE + "/" + image.plan().platform().formatAll();
            provenance(image).ifPresent(provenance -> metadata.add(key, provenance));
        }
        if (!result.platforms().isEmpty()) {
            // Of several builds each has its own, below; buildx, too, gives one alone here.
            metadata.addProperty(
                    "buildx.build.ref", reference(result.platforms().get(0), builder));
        }
        if (!result.configDigest().isEmpty()) {
            metadata.addProperty("containerimage.config.digest", result.configDigest());
        }
        result.published().ifPresent(descriptor -> addImage(metadata, descriptor));
        if (!result.tags().isEmpty()) {
            metadata.addProperty(
                    "image.name",
                    result.tags().stream().map(Reference::toString).collect(Collectors.joining(",")));
        }
        JsonObject platforms = new JsonObject();
        for (PlatformImage image : result.platforms()) {
            platforms.add(image.plan().platform().formatAll(), platform(image, builder));
        }
        metadata.add(PLATFORMS, platforms);
        if (!result.missing().isEmpty()) {
            JsonObject missing = new JsonObject();
            result.missing().forEach(one -> missing.addProperty(one.platform(), one.reason()));
            metadata.add(MISSING, missing);
        }
        if (!result.notes().isEmpty()) {
            JsonArray notes = new JsonArray();
            result.notes().forEach(notes::add);
            metadata.add(NOTES, notes);
        }
        return GSON.toJson(metadata);
    }

    /** A node's word: what is no JSON object is left out. */
    private static Optional<JsonElement> provenance(PlatformImage image) {
        try {
            return Optional.of(image.provenance())
                    .filter(json -> !json.isEmpty())
                    .map(JsonParser::parseString)
                    .filter(JsonElement::isJsonObject);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private static JsonObject platform(PlatformImage image, String builder) {
        JsonObject platform = new JsonObject();
        platform.addProperty("buildx.build.ref", reference(image, builder));
        image.published().ifPresent(descriptor -> addImage(platform, descriptor));
        platform.addProperty("node", image.plan().node().name());
        platform.addProperty("strategy", image.plan().strategy().toString());
        platform.addProperty("seconds", image.seconds());
        platform.addProperty("contextSeconds", image.phases().context());
        platform.addProperty("buildSeconds", image.buildSeconds());
        platform.addProperty("exportSeconds", image.phases().export());
        platform.addProperty("steps", image.steps());
        platform.addProperty("cachedSteps", image.cachedSteps());
        return platform;
    }

    private static String reference(PlatformImage image, String builder) {
        return builder + "/" + image.plan().node().name() + "/" + image.reference();
    }

    private static void addImage(JsonObject target, ContentDescriptor descriptor) {
        JsonObject json = new JsonObject();
        json.addProperty("mediaType", descriptor.mediaType());
        json.addProperty("digest", descriptor.digest().toString());
        json.addProperty("size", descriptor.size());
        target.add("containerimage.descriptor", json);
        target.addProperty("containerimage.digest", descriptor.digest().toString());
    }
}
