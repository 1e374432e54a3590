package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A {@link MissingPlatform} as a run's file holds it: Jenkins' XStream can't read records. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class SavedMissing {
    private final String platform;
    private final String reason;

    SavedMissing(MissingPlatform missing) {
        platform = missing.platform();
        reason = missing.reason();
    }

    @Exported
    public String getPlatform() {
        return platform;
    }

    @Exported
    public String getReason() {
        return reason;
    }
}
