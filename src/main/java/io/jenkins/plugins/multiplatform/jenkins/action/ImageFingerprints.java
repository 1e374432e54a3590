package io.jenkins.plugins.multiplatform.jenkins.action;

import hudson.model.Run;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
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
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            DockerFingerprints.forImage(run, digest.getKey(), digest.getValue()).addFor(run);
        }
    }
}
