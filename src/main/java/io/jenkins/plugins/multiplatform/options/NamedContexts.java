package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** All named contexts of a build. */
public record NamedContexts(List<NamedContext> all) implements Serializable {
    public static final NamedContexts NONE = new NamedContexts(List.of());

    public NamedContexts {
        all = List.copyOf(all);
    }

    /** @param written {@code name=value} or {@code name::platform=value}; of one name and platform the last counts */
    public static NamedContexts parse(List<String> written) throws InvalidOptionException {
        Map<String, NamedContext> contexts = new LinkedHashMap<>();
        for (String context : written) {
            if (!context.isEmpty()) {
                NamedContext parsed = NamedContext.parse(context);
                contexts.put(parsed.mount(), parsed);
            }
        }
        return new NamedContexts(new ArrayList<>(contexts.values()));
    }

    /** What one platform's build sees: of each name the context for this platform, else the one for all. */
    public List<NamedContext> of(Platform platform) {
        Map<String, NamedContext> chosen = new LinkedHashMap<>();
        for (NamedContext context : all) {
            if (context.platform().isEmpty()) {
                chosen.putIfAbsent(context.name(), context);
            } else if (context.platform().equals(platform.formatAll())) {
                chosen.put(context.name(), context);
            }
        }
        return List.copyOf(chosen.values());
    }

    /**
     * What a name of an image stands for in one platform's build.
     *
     * @param name as a Dockerfile has it
     * @return the image; empty where it is no image of a registry
     */
    public Optional<String> image(String name, Platform platform) {
        String key;
        try {
            key = NamedContext.key(name);
        } catch (InvalidReferenceException e) {
            return Optional.empty();
        }
        for (NamedContext context : of(platform)) {
            if (context.name().equals(key)) {
                return context.isImage()
                        ? Optional.of(context.value().substring(NamedContext.IMAGE.length()))
                        : Optional.empty();
            }
        }
        return Optional.of(name);
    }

    /** Those that are folders with files. */
    public List<NamedContext> folders() {
        return all.stream().filter(NamedContext::isFolder).toList();
    }

    /** Those that are folders with images. */
    public List<NamedContext> layouts() {
        return all.stream().filter(NamedContext::isLayout).toList();
    }

    /** The same with the folders somewhere else. */
    public NamedContexts withFolders(UnaryOperator<String> places) {
        return new NamedContexts(
                all.stream().map(context -> context.withFolder(places)).toList());
    }

    /** Those that are images. */
    public Set<Reference> images() {
        Set<Reference> images = new LinkedHashSet<>();
        for (NamedContext context : all) {
            if (context.isImage()) {
                add(context.value().substring(NamedContext.IMAGE.length()), images);
            }
        }
        return images;
    }

    private static void add(String image, Set<Reference> images) {
        try {
            images.add(Reference.parseNormalized(image));
        } catch (InvalidReferenceException e) {
            // The daemon will refuse it in its own words, and asks no registry for it.
            return;
        }
    }
}
