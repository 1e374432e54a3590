package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
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
 * @param sources what the first tag names now among them, if something is appended
 */
record CreateInput(List<Reference> tags, List<ImageSource> sources, IndexRules rules) {
    CreateInput {
        tags = List.copyOf(tags);
        sources = List.copyOf(sources);
    }

    static CreateInput parse(CreateRequest request) throws ImageToolsException {
        if (request.sources().isEmpty()) {
            throw new ImageToolsException("no sources specified");
        }
        if (!request.dryRun() && request.tags().isEmpty()) {
            throw new ImageToolsException("can't push with no tags specified, please set --tag or --dry-run");
        }
        List<Reference> tags = tags(request.tags());
        List<ImageSource> sources = new ArrayList<>(ImageSources.parse(request.sources(), tags));
        if (request.append() && !tags.isEmpty()) {
            sources.add(0, new ImageSource(tags.get(0), null, true));
        }
        IndexRules rules = new IndexRules(
                IndexAnnotation.parse(request.annotations()),
                platforms(request.platforms()),
                request.preferIndex(),
                request.kind());
        return new CreateInput(tags, sources, rules);
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
