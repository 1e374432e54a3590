package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code multiPlatformBuild} returns. It is kept with the script's other variables, hence fields and no record. */
public final class MultiPlatformBuildResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String digest;
    private final ArrayList<String> tags;
    private final ArrayList<PlatformResult> platforms;
    private final ArrayList<String> missing;
    private final ArrayList<String> notes;

    MultiPlatformBuildResult(BuildResult result) {
        digest = result.digest();
        tags = new ArrayList<>(result.tags().stream().map(Reference::familiar).toList());
        platforms = new ArrayList<>(
                result.platforms().stream().map(PlatformResult::new).toList());
        missing = new ArrayList<>(
                result.missing().stream().map(MissingPlatform::platform).toList());
        notes = new ArrayList<>(result.notes());
    }

    /** What every tag names now: an index, or the manifest of a single platform; empty if nothing was pushed. */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** In the order asked, each with its tag. */
    @Whitelisted
    public List<String> getTags() {
        return new ArrayList<>(tags);
    }

    /** In the order asked. */
    @Whitelisted
    public List<PlatformResult> getPlatforms() {
        return new ArrayList<>(platforms);
    }

    /** Optional platforms that were not built. */
    @Whitelisted
    public List<String> getMissing() {
        return new ArrayList<>(missing);
    }

    /** What the log notes of how it was built, such as a cache that was not kept. */
    @Whitelisted
    public List<String> getNotes() {
        // A build that began before an upgrade has none.
        return notes == null ? List.of() : new ArrayList<>(notes);
    }

    @Override
    public String toString() {
        return digest.isEmpty() ? platforms.toString() : String.join(", ", tags) + "@" + digest;
    }
}
