package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link CreateRequest} that can be read: all that is known to be wrong without asking a registry.
 *
 * @param tags with name and tag, each once
 * @param layouts folders of this machine that the image is written to
 * @param sources what the first tag names now among them, if something is appended
 */
record CreateInput(List<Reference> tags, List<LayoutReference> layouts, List<ImageSource> sources, IndexRules rules) {
    CreateInput {
        tags = List.copyOf(tags);
        layouts = List.copyOf(layouts);
        sources = List.copyOf(sources);
    }

    static CreateInput parse(CreateRequest request) throws ImageToolsException {
        if (request.sources().isEmpty()) {
            throw new ImageToolsException("no sources specified");
        }
        if (!request.dryRun() && request.tags().isEmpty()) {
            throw new ImageToolsException("can't push with no tags specified, please set --tag or --dry-run");
        }
        List<LayoutReference> layouts = layouts(request.tags());
        List<Reference> tags = tags(request.tags().stream()
                .filter(text -> !text.startsWith(LayoutReference.PREFIX))
                .toList());
        if (request.append() && !layouts.isEmpty()) {
            throw new ImageToolsException("an image in a folder can't be appended to: give only tags of registries");
        }
        List<ImageSource> sources = new ArrayList<>(ImageSources.parse(request.sources(), tags));
        if (request.append() && !tags.isEmpty()) {
            sources.add(0, new ImageSource(tags.get(0), null, true));
        }
        IndexRules rules = new IndexRules(
                IndexAnnotation.parse(request.annotations()),
                platforms(request.platforms()),
                request.preferIndex(),
                request.kind());
        return new CreateInput(tags, layouts, sources, rules);
    }

    private static List<LayoutReference> layouts(List<String> texts) throws ImageToolsException {
        List<LayoutReference> layouts = new ArrayList<>();
        for (String text : texts) {
            try {
                if (text.startsWith(LayoutReference.PREFIX)) {
                    layouts.add(LayoutReference.parse(text));
                }
            } catch (InvalidReferenceException e) {
                throw new ImageToolsException(text + ": " + e.getMessage(), e);
            }
        }
        return layouts.stream().distinct().toList();
    }

    private static List<Reference> tags(List<String> texts) throws ImageToolsException {
        List<Reference> tags = new ArrayList<>();
        for (String text : texts) {
            try {
                Reference tag = Reference.parseNormalized(text).withDefaultTag();
                if (tag.digest().isPresent()) {
                    throw new ImageToolsException(
                            text + " has a digest, which nobody can choose: give a name and a tag");
                }
                if (!tags.contains(tag)) {
                    tags.add(tag);
                }
            } catch (InvalidReferenceException e) {
                throw new ImageToolsException(e.getMessage(), e);
            }
        }
        return tags;
    }

    private static List<Platform> platforms(List<String> texts) throws ImageToolsException {
        List<Platform> platforms = new ArrayList<>();
        for (String text : texts) {
            for (String part : text.split(",", -1)) {
                try {
                    platforms.add(Platform.parse(part.strip()).normalize());
                } catch (InvalidPlatformException e) {
                    throw new ImageToolsException("invalid platform " + GoQuote.quote(part) + ": " + e.getMessage(), e);
                }
            }
        }
        return platforms;
    }
}
