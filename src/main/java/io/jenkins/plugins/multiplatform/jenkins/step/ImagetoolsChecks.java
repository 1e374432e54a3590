package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectFormat;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.job.TagNames;
import io.jenkins.plugins.multiplatform.job.Variables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the imagetools steps and their forms say of arguments before any registry is asked. The forms leave values with
 * variables alone.
 */
final class ImagetoolsChecks {
    /** An image like any other, where a check is about something else. */
    private static final List<String> ANY = List.of("scratch");

    private ImagetoolsChecks() {}

    /** References and digests apart, with commas or one a line; a descriptor has commas of its own. */
    static List<String> sources(@CheckForNull Collection<String> values) {
        List<String> result = new ArrayList<>();
        for (String value : values == null ? List.<String>of() : values) {
            if (isDescriptor(value)) {
                result.add(value.strip());
                continue;
            }
            for (String line : KeyValues.lines(value)) {
                result.addAll(isDescriptor(line) ? List.of(line) : StringLists.split(List.of(line)));
            }
        }
        return result;
    }

    private static boolean isDescriptor(String value) {
        return value.stripLeading().startsWith("{");
    }

    /**
     * The registries that a request's credentials are for.
     *
     * @throws InvalidArgumentException if no registry need be asked to know that it can't be done
     */
    static List<String> hosts(CreateRequest request) throws InvalidArgumentException {
        try {
            return request.hosts();
        } catch (ImageToolsException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }

    static FormValidation checkTags(@CheckForNull String value) {
        if (Variables.areIn(value)) {
            return FormValidation.ok();
        }
        try {
            TagNames.parse(tags(value));
        } catch (InvalidArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
        return check(value, CreateRequest.of(ANY, tags(value)));
    }

    /** @param tags in their repository a digest is looked for */
    static FormValidation checkSources(@CheckForNull String value, @CheckForNull String tags) {
        List<String> sources = sources(List.of(Forms.trim(value)));
        return Variables.areIn(tags) ? FormValidation.ok() : check(value, CreateRequest.of(sources, tags(tags)));
    }

    static FormValidation checkPlatforms(@CheckForNull String value) {
        List<String> platforms = StringLists.split(List.of(Forms.trim(value)));
        return check(value, CreateRequest.of(ANY, List.of()).withPlatforms(platforms));
    }

    static FormValidation checkAnnotations(@CheckForNull String value) {
        List<String> annotations = KeyValues.lines(Forms.trim(value));
        return check(value, CreateRequest.of(ANY, List.of()).withAnnotations(annotations));
    }

    static FormValidation checkFormat(@CheckForNull String value, boolean raw) {
        try {
            InspectFormat.check(value == null ? "" : value, raw);
            return FormValidation.ok();
        } catch (ImageToolsException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static List<String> tags(@CheckForNull String value) {
        return StringLists.split(List.of(Forms.trim(value)));
    }

    /** @param request as a dry run: whether there are tags is not this field's concern */
    private static FormValidation check(@CheckForNull String value, CreateRequest request) {
        if (Variables.areIn(value)) {
            return FormValidation.ok();
        }
        try {
            request.withDryRun(true).check();
            return FormValidation.ok();
        } catch (ImageToolsException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
