package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads the sources that users write: references, digests, descriptors as JSON, and images in folders. Digests and
 * descriptors are looked for in the one repository that tags and other sources name.
 */
final class ImageSources {
    private ImageSources() {}

    /** One of the three is there. */
    private record Parsed(
            String text,
            Optional<Reference> reference,
            Optional<ContentDescriptor> descriptor,
            Optional<LayoutReference> layout) {
        static Parsed of(String text, ContentDescriptor descriptor) {
            return new Parsed(text, Optional.empty(), Optional.of(descriptor), Optional.empty());
        }
    }

    /** @param tags with name and tag */
    static List<ImageSource> parse(List<String> texts, List<Reference> tags) throws ImageToolsException {
        List<Parsed> parsed = new ArrayList<>();
        Set<Reference> repositories = new LinkedHashSet<>();
        tags.forEach(tag -> repositories.add(tag.nameOnly()));
        for (String text : texts) {
            Parsed source = parse(text.strip());
            parsed.add(source);
            source.reference().ifPresent(reference -> repositories.add(reference.nameOnly()));
        }
        if (repositories.isEmpty()
                && parsed.stream().allMatch(source -> source.layout().isPresent())) {
            repositories.add(nowhere());
        }
        if (repositories.isEmpty()) {
            throw new ImageToolsException("no repositories specified, please set a reference in tag or source");
        }
        List<ImageSource> sources = new ArrayList<>();
        for (Parsed source : parsed) {
            sources.add(complete(source, repositories));
        }
        return sources;
    }

    /** For what is only looked at. */
    static Reference nowhere() throws ImageToolsException {
        try {
            return Reference.parseNormalized("localhost/oci-layout");
        } catch (InvalidReferenceException e) {
            throw new ImageToolsException(e.getMessage(), e);
        }
    }

    private static ImageSource complete(Parsed source, Set<Reference> repositories) throws ImageToolsException {
        if (source.reference().isPresent()) {
            return ImageSource.of(source.reference().get());
        }
        if (source.layout().isPresent()) {
            return new ImageSource(
                    repositories.iterator().next(), null, false, source.layout().get());
        }
        if (repositories.size() > 1) {
            throw new ImageToolsException(
                    "multiple repositories specified, cannot infer repository for " + GoQuote.quote(source.text()));
        }
        ContentDescriptor descriptor = source.descriptor().orElseThrow();
        Reference repository = repositories.iterator().next();
        return new ImageSource(repository.withDigest(descriptor.digest()), descriptor, false);
    }

    /** The same in another place, if it is an image in a folder. */
    static String place(String text, UnaryOperator<String> places) throws ImageToolsException {
        return parse(text.strip())
                .layout()
                .map(layout -> layout.at(places).toString())
                .orElse(text);
    }

    private static Parsed parse(String text) throws ImageToolsException {
        try {
            Optional<Digest> digest = digest(text);
            if (digest.isPresent()) {
                return Parsed.of(text, ContentDescriptor.of("", digest.get(), 0));
            }
            if (text.startsWith("{")) {
                return Parsed.of(text, ContentDescriptor.parse(text.getBytes(StandardCharsets.UTF_8)));
            }
            if (text.startsWith(LayoutReference.PREFIX)) {
                return new Parsed(text, Optional.empty(), Optional.empty(), Optional.of(LayoutReference.parse(text)));
            }
            Reference reference = Reference.parseNormalized(text).withDefaultTag();
            return new Parsed(text, Optional.of(reference), Optional.empty(), Optional.empty());
        } catch (InvalidReferenceException e) {
            throw invalid(text, e.getMessage(), e);
        } catch (MalformedImageException e) {
            throw invalid(text, e.getMessage(), e);
        }
    }

    /** Of any algorithm; what begins with the usual one is meant to be a digest, also where it is none. */
    private static Optional<Digest> digest(String text) throws InvalidReferenceException {
        try {
            return Optional.of(Digest.parse(text));
        } catch (InvalidReferenceException e) {
            if (text.startsWith("sha256")) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static ImageToolsException invalid(String text, String reason, @CheckForNull Exception cause) {
        return new ImageToolsException(
                "failed to parse source " + GoQuote.quote(text)
                        + ", valid sources are digests, references and descriptors: " + reason,
                cause);
    }
}
