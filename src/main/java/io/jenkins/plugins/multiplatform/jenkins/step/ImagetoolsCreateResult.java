package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code imagetoolsCreate} returns. */
public final class ImagetoolsCreateResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String digest;
    private final String mediaType;
    private final ArrayList<String> tags;
    private final ArrayList<ManifestResult> platforms;
    private final ArrayList<ManifestResult> manifests;
    private final ArrayList<String> notes;
    private final String json;

    ImagetoolsCreateResult(CreateResult created) {
        digest = created.digest().toString();
        mediaType = created.mediaType();
        tags = new ArrayList<>(created.tags().stream().map(Reference::familiar).toList());
        platforms = new ArrayList<>(
                created.images().stream().map(ManifestResult::new).toList());
        manifests = new ArrayList<>(
                created.manifests().stream().map(ManifestResult::new).toList());
        notes = new ArrayList<>(created.notes());
        json = created.text();
    }

    /** Of the index; of the manifest itself where none was made. */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    @Whitelisted
    public String getMediaType() {
        return mediaType;
    }

    /** That name it now, in the order asked; empty after a dry run. */
    @Whitelisted
    public List<String> getTags() {
        return new ArrayList<>(tags);
    }

    /** The images in the index's order, each with its platform and digest. */
    @Whitelisted
    public List<ManifestResult> getPlatforms() {
        return new ArrayList<>(platforms);
    }

    /** In the index's order, attestations included. */
    @Whitelisted
    public List<ManifestResult> getManifests() {
        return new ArrayList<>(manifests);
    }

    /** What may not have been expected. */
    @Whitelisted
    public List<String> getNotes() {
        return new ArrayList<>(notes);
    }

    /** The index or manifest itself, to the byte. */
    @Whitelisted
    public String getJson() {
        return json;
    }

    @Override
    public String toString() {
        return tags.isEmpty() ? digest : String.join(", ", tags) + "@" + digest;
    }
}
