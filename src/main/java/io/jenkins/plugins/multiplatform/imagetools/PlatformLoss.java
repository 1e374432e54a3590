package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds tags that would lose a platform: whoever pulls it there gets an error or, worse, an emulated image. A tag that
 * does not exist or names no image has none to lose.
 */
final class PlatformLoss {
    private final RegistryClient client;

    PlatformLoss(RegistryClient client) {
        this.client = client;
    }

    /** One sentence for each tag that would lose something. */
    List<String> find(List<Reference> tags, AssembledIndex next)
            throws RegistryException, ImageToolsException, InterruptedException {
        Set<Platform> places =
                next.platforms().stream().map(IndexEntries::place).collect(Collectors.toSet());
        List<String> losses = new ArrayList<>();
        for (Reference tag : tags) {
            List<Platform> now = platforms(tag, next);
            List<Platform> lost = now.stream()
                    .filter(platform -> !places.contains(IndexEntries.place(platform)))
                    .toList();
            if (!lost.isEmpty()) {
                losses.add(tag + " has " + join(now) + " now and would lose " + join(lost));
            }
        }
        return losses;
    }

    private List<Platform> platforms(Reference tag, AssembledIndex next)
            throws RegistryException, ImageToolsException, InterruptedException {
        Optional<RawManifest> old = client.getManifest(tag);
        if (old.isEmpty() || old.get().digest().equals(next.manifest().digest())) {
            return List.of();
        }
        return new ImageInspector(client).inspect(tag, old.get()).platforms();
    }

    private static String join(List<Platform> platforms) {
        return platforms.stream().map(Platform::formatAll).collect(Collectors.joining(", "));
    }
}
