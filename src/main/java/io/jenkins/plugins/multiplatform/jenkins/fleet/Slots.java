package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.multiplatform.job.SlotTable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The one table of this controller's slots. It begins empty after a restart, as all leases end with the controller. */
@Extension
@Restricted(NoExternalUse.class)
public final class Slots {
    private final SlotTable table = new SlotTable();

    static SlotTable table() {
        return ExtensionList.lookupSingleton(Slots.class).table;
    }

    /** How many runs build on an agent now. */
    public static int used(String agent) {
        return table().used(agent);
    }
}
