package io.jenkins.plugins.multiplatform.jenkins.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One build of a run, with what is finished of it. Replaced, never changed: whoever saves the run reads it without our
 * lock.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class SavedBuild {
    private final String id;
    /** Empty until every tag was moved, and where nothing is published. */
    private final String digest;

    private final boolean finished;
    private final List<String> tags;
    private final List<SavedImage> images;
    private final List<SavedMissing> missing;
    /** Platforms without an image; null in files of before they were kept. */
    @CheckForNull
    private final List<SavedState> states;

    /** Why it ended without a result; null if it did not, and in files of before it was kept. */
    @CheckForNull
    private final String failure;

    private SavedBuild(
            String id,
            String digest,
            boolean finished,
            List<String> tags,
            List<SavedImage> images,
            List<SavedMissing> missing,
            List<SavedState> states,
            @CheckForNull String failure) {
        this.id = id;
        this.digest = digest;
        this.finished = finished;
        this.tags = new ArrayList<>(tags);
        this.images = new ArrayList<>(images);
        this.missing = new ArrayList<>(missing);
        this.states = new ArrayList<>(states);
        this.failure = failure;
    }

    static SavedBuild begun(String id) {
        return new SavedBuild(id, "", false, List.of(), List.of(), List.of(), List.of(), null);
    }

    SavedBuild with(PlatformImage image) {
        SavedImage added = new SavedImage(image, null);
        List<SavedImage> all = new ArrayList<>(images);
        all.removeIf(other -> other.getPlatform().equals(added.getPlatform()));
        all.add(added);
        return new SavedBuild(id, digest, finished, tags, all, missing, statesBut(added.getPlatform()), failure);
    }

    /** Replaces what was known of the platform. */
    SavedBuild with(SavedState state) {
        List<SavedState> all = getStates();
        // In place: the order is that of the plan.
        all.replaceAll(other -> other.getPlatform().equals(state.getPlatform()) ? state : other);
        if (!all.contains(state)) {
            all.add(state);
        }
        return new SavedBuild(id, digest, finished, tags, images, missing, all, failure);
    }

    /** As it ended. */
    SavedBuild failed(String why) {
        return new SavedBuild(id, digest, finished, tags, images, missing, getStates(), why);
    }

    private List<SavedState> statesBut(String platform) {
        List<SavedState> all = getStates();
        all.removeIf(other -> other.getPlatform().equals(platform));
        return all;
    }

    /** The same build if it has no image of the platform. */
    SavedBuild without(Platform platform) {
        List<SavedImage> others = new ArrayList<>(images);
        boolean removed = others.removeIf(image -> image.getPlatform().equals(platform.formatAll()));
        return removed ? new SavedBuild(id, digest, finished, tags, others, missing, getStates(), failure) : this;
    }

    SavedBuild with(BuildResult result) {
        return new SavedBuild(
                id,
                result.digest(),
                true,
                result.tags().stream().map(Reference::familiar).toList(),
                result.platforms().stream()
                        .map(image -> new SavedImage(image, saved(image)))
                        .toList(),
                result.missing().stream().map(SavedMissing::new).toList(),
                List.of(),
                null);
    }

    @CheckForNull
    private SavedImage saved(PlatformImage image) {
        String platform = image.plan().platform().formatAll();
        return images.stream()
                .filter(other -> other.getPlatform().equals(platform))
                .findFirst()
                .orElse(null);
    }

    String id() {
        return id;
    }

    List<PlatformImage> finishedImages() {
        return images.stream()
                .map(SavedImage::toImage)
                .flatMap(Optional::stream)
                .toList();
    }

    @Exported
    public String getDigest() {
        return digest;
    }

    /** Whether it got to its end. */
    @Exported
    public boolean isFinished() {
        return finished;
    }

    @Exported
    public List<String> getTags() {
        return new ArrayList<>(tags);
    }

    @Exported(inline = true)
    public List<SavedImage> getPlatforms() {
        return new ArrayList<>(images);
    }

    /** Platforms that have no image, or none yet. */
    @Exported(inline = true)
    public List<SavedState> getStates() {
        return states == null ? new ArrayList<>() : new ArrayList<>(states);
    }

    /** Why it ended without a result; empty if it did not. */
    @Exported
    public String getFailure() {
        return failure == null ? "" : failure;
    }

    @Exported(inline = true)
    public List<SavedMissing> getMissing() {
        return new ArrayList<>(missing);
    }
}
