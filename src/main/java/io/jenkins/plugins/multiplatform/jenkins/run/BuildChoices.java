package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;

/** What a form offers where a field takes one of few values. */
final class BuildChoices {
    private BuildChoices() {}

    static ListBoxModel emulation() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.BuildSettings_emulation_warn(), EmulationPolicy.WARN.toString());
        items.add(Messages.BuildSettings_emulation_allow(), EmulationPolicy.ALLOW.toString());
        items.add(Messages.BuildSettings_emulation_forbid(), EmulationPolicy.FORBID.toString());
        return items;
    }

    static ListBoxModel network() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.BuildSettings_network_default(), "");
        items.add(Messages.BuildSettings_network_none(), "none");
        items.add(Messages.BuildSettings_network_host(), "host");
        return items;
    }

    /** Nothing stands for the default. */
    static ListBoxModel push() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.BuildSettings_push_default(), "");
        items.add(Messages.BuildSettings_push_true(), "true");
        items.add(Messages.BuildSettings_push_false(), "false");
        return items;
    }
}
