package io.jenkins.plugins.multiplatform.build;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A request with what is finished of it, as a file holds it. */
final class CheckpointJson {
    private static final int VERSION = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private CheckpointJson() {}

    static String write(RequestIdentity request, List<PlatformImage> images) {
        return GSON.toJson(new Stored(
                VERSION, request.parts(), images.stream().map(StoredImage::of).toList()));
    }

    /** @throws BuildException with what is wrong, as the end of a sentence */
    static Content read(String json) throws BuildException {
        try {
            Stored stored = GSON.fromJson(json, Stored.class);
            if (stored != null && stored.version() > VERSION) {
                throw new BuildException("a newer version of mpb wrote it");
            }
            if (stored == null || !stored.isComplete()) {
                throw new BuildException("a field is missing");
            }
            List<PlatformImage> images = new ArrayList<>();
            for (StoredImage image : stored.platforms()) {
                images.add(image.toImage());
            }
            return new Content(new RequestIdentity(stored.request()), images);
        } catch (JsonParseException
                | InvalidPlatformException
                | InvalidReferenceException
                | IllegalArgumentException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    /** What is in such a file. */
    record Content(RequestIdentity request, List<PlatformImage> images) {}

    private record Stored(int version, Map<String, String> request, List<StoredImage> platforms) {
        boolean isComplete() {
            return version == VERSION
                    && request != null
                    && platforms != null
                    && platforms.stream().allMatch(image -> image != null && image.isComplete());
        }
    }

    private record StoredImage(
            String platform,
            String digest,
            String mediaType,
            long size,
            String node,
            String driver,
            String endpoint,
            String strategy,
            String reason,
            String reference,
            double seconds,
            double contextSeconds,
            double exportSeconds,
            int steps,
            int cachedSteps,
            int attempts) {
        static StoredImage of(PlatformImage image) {
            PlannedPlatform plan = image.plan();
            ContentDescriptor descriptor = image.published().orElseThrow();
            return new StoredImage(
                    plan.platform().formatAll(),
                    descriptor.digest().toString(),
                    descriptor.mediaType(),
                    descriptor.size(),
                    plan.node().name(),
                    plan.driver(),
                    plan.node().endpoint(),
                    plan.strategy().toString(),
                    plan.reason(),
                    image.reference(),
                    image.seconds(),
                    image.phases().context(),
                    image.phases().export(),
                    image.steps(),
                    image.cachedSteps(),
                    image.attempts());
        }

        boolean isComplete() {
            return Stream.of(platform, digest, mediaType, node, driver, endpoint, strategy, reason, reference)
                    .noneMatch(Objects::isNull);
        }

        PlatformImage toImage() throws InvalidPlatformException, InvalidReferenceException {
            Platform parsed = Platform.parse(platform).normalize();
            PlannedPlatform plan = new PlannedPlatform(
                    parsed,
                    driver,
                    new BuilderNode(node, endpoint, List.of(), Map.of()),
                    Strategy.valueOf(strategy.toUpperCase(Locale.ROOT)),
                    reason);
            ContentDescriptor descriptor =
                    ContentDescriptor.of(mediaType, Digest.parse(digest), size).withPlatform(parsed);
            return new PlatformImage(
                    plan,
                    descriptor,
                    reference,
                    seconds,
                    new PhaseTimes(contextSeconds, exportSeconds),
                    steps,
                    cachedSteps,
                    attempts);
        }
    }
}
