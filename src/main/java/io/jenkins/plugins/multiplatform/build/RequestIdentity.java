package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.IgnoreFile;
import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What two attempts must have in common for their images to belong together. Nodes, limits of time and the like may
 * differ: they decide whether an image comes about, not what is in it.
 *
 * @param parts a hash of each, by names that users know
 */
record RequestIdentity(Map<String, String> parts) {
    RequestIdentity {
        parts = new TreeMap<>(parts);
    }

    /** @param ignored a file that is no part of the context, wherever it is */
    static RequestIdentity of(BuildRequest request, ContextFacts facts, Path ignored)
            throws PlanException, InterruptedException {
        Map<String, String> parts = new TreeMap<>();
        try {
            List<Platform> platforms = PlatformList.parse(request.platforms()).platforms();
            parts.put(
                    "platforms",
                    hash(platforms.stream().map(Platform::formatAll).toList()));
            parts.put("tags", hash(tags(request)));
            parts.put("Dockerfile", hash(facts.text()));
            parts.put("context", context(request, facts, platforms, ignored));
            parts.put("options", hash(withoutPlaces(request.input())));
        } catch (InvalidPlatformException | InvalidReferenceException | IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
        return new RequestIdentity(parts);
    }

    /** The parts in which they differ. */
    List<String> differences(RequestIdentity other) {
        return parts.keySet().stream()
                .filter(part -> !parts.get(part).equals(other.parts.get(part)))
                .toList();
    }

    private static List<String> tags(BuildRequest request) throws InvalidReferenceException {
        List<String> tags = new ArrayList<>();
        for (String tag : request.tags()) {
            tags.add(Reference.parseNormalized(tag).withDefaultTag().toString());
        }
        return tags;
    }

    /** Where context and Dockerfile are does not matter, what they hold does; that is hashed for itself. */
    private static BuildInput withoutPlaces(BuildInput input) {
        return new BuildInput(
                "",
                "",
                "",
                input.target(),
                input.buildArgs(),
                input.labels(),
                input.noCache(),
                input.pull(),
                input.sourcePolicy(),
                input.options().withAsksProvenance(false).withPolicyDisabled(false));
    }

    private static String context(BuildRequest request, ContextFacts facts, List<Platform> platforms, Path ignored)
            throws PlanException, IOException, InterruptedException {
        ContextHash folders = new ContextHash(ignored);
        for (Map.Entry<String, String> folder : new TreeMap<>(facts.folders()).entrySet()) {
            Path place = Path.of(folder.getValue());
            if (folder.getKey().equals(ContextFacts.CONTEXT)) {
                folders.add(place, copied(request.input(), facts, platforms, place));
            } else if (!folder.getKey().equals(ContextFacts.DOCKERFILE)) {
                folders.add(place, ContextFilter.excluding(excludes(IgnoreFile.read(folder(place), IgnoreFile.NAME))));
            }
        }
        return hash(List.of(facts.attributes(), folders.hex()));
    }

    private static ContextFilter copied(BuildInput input, ContextFacts facts, List<Platform> platforms, Path place)
            throws PlanException, IOException {
        List<String> sources = new DockerfileReading(facts, input).contextSources(platforms);
        return new ContextFilter(List.of(), excludes(ignoreFile(facts, place)), sources);
    }

    /** The Dockerfile's own, or else the context's. */
    private static Optional<IgnoreFile.Content> ignoreFile(ContextFacts facts, Path place) throws IOException {
        String name = facts.attributes().get("filename") + IgnoreFile.NAME;
        Optional<IgnoreFile.Content> own =
                Optional.ofNullable(facts.files().get(name)).map(content -> new IgnoreFile.Content(name, content));
        Optional<Path> dockerfile = facts.dockerfile();
        if (dockerfile.isPresent()) {
            own = IgnoreFile.read(folder(dockerfile.get().resolveSibling(".")), name);
        }
        return own.isPresent() ? own : IgnoreFile.read(folder(place), IgnoreFile.NAME);
    }

    private static Location folder(Path place) throws IOException {
        return ContextCheck.folder(place);
    }

    private static List<String> excludes(Optional<IgnoreFile.Content> file) throws IOException {
        return file.isPresent() ? file.get().patterns() : List.of();
    }

    private static String hash(Object value) {
        return Digest.of(CanonicalText.of(value).getBytes(StandardCharsets.UTF_8))
                .hex();
    }
}
