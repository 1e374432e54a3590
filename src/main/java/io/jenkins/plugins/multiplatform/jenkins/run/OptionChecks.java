package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.job.AgentWait;
import io.jenkins.plugins.multiplatform.job.AttestationArguments;
import io.jenkins.plugins.multiplatform.job.CacheArguments;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.OptionArguments;
import io.jenkins.plugins.multiplatform.job.OutputArguments;
import io.jenkins.plugins.multiplatform.job.SecretArguments;
import io.jenkins.plugins.multiplatform.job.SourceArguments;
import io.jenkins.plugins.multiplatform.job.StepArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.job.Variables;
import java.util.List;

/** What a form says of the values of {@link OptionSettings}. Values with variables are left alone. */
final class OptionChecks {
    private OptionChecks() {}

    /** Finds what is wrong with the lines of a text field. */
    @FunctionalInterface
    private interface Check {
        void of(List<String> lines) throws InvalidArgumentException;
    }

    static FormValidation contexts(@CheckForNull String value) {
        return check(value, lines -> new SourceArguments(".", "", "", "", lines).check());
    }

    static FormValidation caches(@CheckForNull String value) {
        return check(value, lines -> caches(new CacheArguments(lines, lines, List.of())));
    }

    static FormValidation agentTimeout(@CheckForNull String value) {
        return check(value, lines -> AgentWait.parse(Util.fixNull(value)));
    }

    static FormValidation hosts(@CheckForNull String value) {
        return check(value, lines -> steps(new StepArguments("", lines, "", List.of(), "", List.of())));
    }

    static FormValidation shmSize(@CheckForNull String value) {
        String size = Util.fixNull(value).strip();
        return check(value, lines -> steps(new StepArguments("", List.of(), size, List.of(), "", List.of())));
    }

    static FormValidation policy(@CheckForNull String value) {
        return check(
                value,
                lines -> new OptionArguments(
                                StepArguments.none(), CacheArguments.none(), AttestationArguments.none(), lines, false)
                        .check());
    }

    static FormValidation ulimits(@CheckForNull String value) {
        return check(value, lines -> steps(new StepArguments("", List.of(), "", lines, "", List.of())));
    }

    static FormValidation allow(@CheckForNull String value) {
        return check(
                value, lines -> steps(new StepArguments("", List.of(), "", List.of(), "", StringLists.split(lines))));
    }

    static FormValidation provenance(@CheckForNull String value) {
        String text = Util.fixNull(value).strip();
        return check(value, lines -> attestations(new AttestationArguments(text, "", List.of(), List.of())));
    }

    static FormValidation sbom(@CheckForNull String value) {
        String text = Util.fixNull(value).strip();
        return check(value, lines -> attestations(new AttestationArguments("", text, List.of(), List.of())));
    }

    static FormValidation attests(@CheckForNull String value) {
        return check(value, lines -> attestations(new AttestationArguments("", "", lines, List.of())));
    }

    static FormValidation annotations(@CheckForNull String value) {
        return check(value, lines -> attestations(new AttestationArguments("", "", List.of(), lines)));
    }

    static FormValidation outputs(@CheckForNull String value) {
        return check(value, lines -> new OutputArguments(List.of("name"), false, false, lines).check());
    }

    static FormValidation secrets(@CheckForNull String value) {
        return check(value, lines -> new SecretArguments(lines).check());
    }

    static FormValidation together(boolean check, boolean dryRun) {
        try {
            requireOne(check, dryRun);
            return FormValidation.ok();
        } catch (InvalidArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    static void requireOne(boolean check, boolean dryRun) throws InvalidArgumentException {
        if (check && dryRun) {
            throw new InvalidArgumentException(
                    "check and dryRun can't be used together: the one looks for faults in the"
                            + " Dockerfile, the other shows which agents would build");
        }
    }

    private static void steps(StepArguments steps) throws InvalidArgumentException {
        OptionArguments none = OptionArguments.none();
        new OptionArguments(steps, none.caches(), none.attestations()).check();
    }

    private static void caches(CacheArguments caches) throws InvalidArgumentException {
        OptionArguments none = OptionArguments.none();
        new OptionArguments(none.steps(), caches, none.attestations()).check();
    }

    private static void attestations(AttestationArguments attestations) throws InvalidArgumentException {
        OptionArguments none = OptionArguments.none();
        new OptionArguments(none.steps(), none.caches(), attestations).check();
    }

    private static FormValidation check(@CheckForNull String value, Check check) {
        String text = Util.fixNull(value);
        if (text.isBlank() || Variables.areIn(text)) {
            return FormValidation.ok();
        }
        try {
            check.of(KeyValues.lines(text));
            return FormValidation.ok();
        } catch (InvalidArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
