package io.jenkins.plugins.multiplatform.jenkins.action;

import hudson.model.Run;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprints;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets a digest lead to the run that made it, as other Docker plugins' images do. */
@Restricted(NoExternalUse.class)
public final class ImageFingerprints {
    private ImageFingerprints() {}

    /** Of the index and of each platform's image. */
    public static void record(Run<?, ?> run, BuildResult result) throws IOException {
        if (result.tags().isEmpty()) {
            return;
        }
        String name =
                result.tags().stream().map(Reference::familiar).findFirst().orElseThrow();
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put(result.digest(), name);
        for (PlatformImage image : result.platforms()) {
            ContentDescriptor descriptor = image.descriptor();
            if (descriptor != null) {
                digests.putIfAbsent(
                        descriptor.digest().toString(),
                        name + " " + image.plan().platform().formatAll());
            }
        }
        add(run, digests);
    }

    /** Of an index that was joined, and of its images. */
    public static void record(Run<?, ?> run, CreateResult created) throws IOException {
        String name =
                created.tags().stream().map(Reference::familiar).findFirst().orElseThrow();
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put(created.digest().toString(), name);
        for (ContentDescriptor image : created.images()) {
            String platform = image.declaredPlatform()
                    .map(Platform::formatAll)
                    .map(text -> " " + text)
                    .orElse("");
            digests.putIfAbsent(image.digest().toString(), name + platform);
        }
        add(run, digests);
    }

    private static void add(Run<?, ?> run, Map<String, String> digests) throws IOException {
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            // The other plugins know no other kind.
            if (digest.getKey().startsWith("sha256:")) {
                DockerFingerprints.forImage(run, digest.getKey(), digest.getValue())
                        .addFor(run);
            }
        }
    }
}
