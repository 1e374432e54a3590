package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An image that a run made of others: nothing was built. A {@link CreateResult} as a run's file holds it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class SavedIndex {
    private final String digest;
    private final List<String> tags;
    private final List<SavedManifest> images;

    SavedIndex(CreateResult created) {
        digest = created.digest().toString();
        tags = new ArrayList<>(created.tags().stream().map(Reference::familiar).toList());
        images = new ArrayList<>(
                created.images().stream().map(SavedManifest::new).toList());
    }

    @Exported
    public String getDigest() {
        return digest;
    }

    @Exported
    public List<String> getTags() {
        return new ArrayList<>(tags);
    }

    @Exported(inline = true)
    public List<SavedManifest> getPlatforms() {
        return new ArrayList<>(images);
    }
}
