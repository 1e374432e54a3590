package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.platform.Platform;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One image of a {@link SavedIndex}. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class SavedManifest {
    private final String platform;
    private final String digest;

    SavedManifest(ContentDescriptor image) {
        platform = image.declaredPlatform().map(Platform::formatAll).orElse("");
        digest = image.digest().toString();
    }

    /** Empty for what is no image, such as a chart that was copied. */
    @Exported
    public String getPlatform() {
        return platform;
    }

    @Exported
    public String getDigest() {
        return digest;
    }
}
