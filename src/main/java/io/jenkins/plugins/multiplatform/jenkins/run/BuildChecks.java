package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Label;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.LabelRule;
import io.jenkins.plugins.multiplatform.job.PolicyArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.job.Variables;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** What a form says of a field's value before the job is saved. Values with variables are left alone. */
final class BuildChecks {
    private BuildChecks() {}

    static FormValidation platforms(@CheckForNull String value) {
        if (Variables.areIn(value)) {
            return FormValidation.ok();
        }
        try {
            PlatformList.parse(StringLists.split(List.of(Util.fixNull(value))));
            return FormValidation.ok();
        } catch (InvalidPlatformException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    static FormValidation tags(@CheckForNull String value) {
        for (String tag : StringLists.split(List.of(Util.fixNull(value)))) {
            try {
                if (!Variables.areIn(tag)) {
                    Reference.parseNormalized(tag);
                }
            } catch (InvalidReferenceException e) {
                return FormValidation.error(tag + ": " + e.getMessage());
            }
        }
        return FormValidation.ok();
    }

    static FormValidation timeout(@CheckForNull String value) {
        return policy(value, new PolicyArguments("", List.of(), 0, Util.fixNull(value), false, 0, ""));
    }

    static FormValidation stallTimeout(@CheckForNull String value) {
        return policy(value, new PolicyArguments("", List.of(), 0, "", false, 0, Util.fixNull(value)));
    }

    private static FormValidation policy(@CheckForNull String value, PolicyArguments arguments) {
        try {
            if (!Variables.areIn(value)) {
                arguments.toPolicy();
            }
            return FormValidation.ok();
        } catch (InvalidArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Which agents exist is told to those alone who may configure the job. */
    static FormValidation nodes(@CheckForNull Item item, @CheckForNull String value) {
        List<String> lines = KeyValues.lines(Util.fixNull(value));
        if (Variables.areIn(value)) {
            return FormValidation.ok();
        }
        try {
            Map<String, String> labels = KeyValues.parse("nodes", lines, Map.of());
            LabelRule.of("nodes", labels);
            boolean mayKnow =
                    item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
            for (String label : labels.values()) {
                if (mayKnow && Label.parseExpression(label).getNodes().isEmpty()) {
                    return FormValidation.warning(Messages.BuildChecks_noNodes(label));
                }
            }
            return FormValidation.ok();
        } catch (InvalidArgumentException | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
