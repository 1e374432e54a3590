package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names of an image to be, as a job's author wrote them. */
public final class TagNames {
    private TagNames() {}

    /** @throws InvalidArgumentException that names the first one that is none */
    public static List<Reference> parse(Collection<String> tags) throws InvalidArgumentException {
        List<Reference> references = new ArrayList<>();
        for (String tag : tags) {
            try {
                references.add(Reference.parseNormalized(tag));
            } catch (InvalidReferenceException e) {
                throw new InvalidArgumentException("invalid tag \"" + tag + "\": " + e.getMessage(), e);
            }
        }
        return references;
    }
}
