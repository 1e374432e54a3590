package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.CacheSpec;
import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.util.List;
import java.util.Optional;

/**
 * Sees that a platform's caches are exported. A daemon that shares a session's steps among platforms may keep nothing of
 * one, or the first steps alone, and calls it a success: that platform is exported again, in a session of its own.
 */
final class CacheExport {
    private static final String INLINE = "inline";

    private final PlannedPlatform planned;
    private final NodeSession node;
    private final CachePlaces caches;
    private final BuildListener listener;

    CacheExport(PlannedPlatform planned, NodeSession node, CachePlaces caches, BuildListener listener) {
        this.planned = planned;
        this.node = node;
        this.caches = caches;
        this.listener = listener;
    }

    /** Reads what a solve answered about its image. */
    @FunctionalInterface
    interface ImageReader {
        Optional<ContentDescriptor> of(SolveResult result) throws BuildException;
    }

    /**
     * @param spec what was solved
     * @param outputs how many of its first exporters send something back, which is not sent again
     * @param skipped what was seen of the solve
     * @return what the daemon answered in all
     */
    SolveResult complete(
            SolveSpec spec,
            int outputs,
            SolveResult first,
            SkippedCaches skipped,
            ImageReader images,
            ProgressListener progress)
            throws BuildException, InterruptedException {
        if (spec.cacheExports().isEmpty()) {
            return first;
        }
        boolean lacksCaches = skipped.seen() || skipped.written() && caches.lack(planned.platform(), first);
        boolean lacksInline = lacksInline(spec, images.of(first));
        if (!lacksCaches && !lacksInline) {
            return first;
        }
        note("left results of this build out of its cache; the cache is exported again");
        SkippedCaches again = new SkippedCaches();
        try {
            SolveResult second = node.solveAlone(again(spec, outputs, lacksCaches, lacksInline), event -> {
                again.on(event);
                progress.on(event);
            });
            SolveResult all = first.with(second);
            if (again.seen()) {
                note("exported no cache, although one was asked for: \"" + SkippedCaches.LINE + "\". "
                        + "Other builds will not find results of this one");
            } else if (lacksCaches && again.written() && caches.lack(planned.platform(), second)
                    || lacksInline(spec, images.of(all))) {
                note("exported a cache that lacks results of this build, again. Other builds will not find all of"
                        + " them");
            }
            return all;
        } catch (BuildkitException e) {
            note("could not export the cache again: " + e.getMessage());
            return first;
        }
    }

    private void note(String text) {
        listener.on(new BuildEvent.Noted(planned.platform().formatAll() + ": BuildKit on "
                + planned.node().name() + " " + text));
    }

    private boolean lacksInline(SolveSpec spec, Optional<ContentDescriptor> image)
            throws BuildException, InterruptedException {
        boolean asked = spec.cacheExports().stream().anyMatch(CacheExport::isInline);
        Optional<Reference> repository = spec.exporters().stream()
                .flatMap(exporter -> pushedTo(exporter).stream())
                .findFirst();
        return asked && image.isPresent() && repository.isPresent() && caches.lackIn(repository.get(), image.get());
    }

    private static boolean isInline(CacheSpec cache) {
        return cache.type().equals(INLINE);
    }

    private static Optional<Reference> pushedTo(ExporterSpec exporter) {
        String names = exporter.attributes().getOrDefault("name", "");
        if (!"true".equals(exporter.attributes().get("push")) || names.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Reference.parseNormalized(names.split(",", 2)[0]));
        } catch (InvalidReferenceException e) {
            // It is the plan's own name, which was read before.
            throw new IllegalStateException(names, e);
        }
    }

    /** An image is made again only where the cache is in it: what is pushed then differs in its configuration alone. */
    private static SolveSpec again(SolveSpec spec, int outputs, boolean caches, boolean inline) {
        List<ExporterSpec> exporters =
                inline ? spec.exporters().subList(outputs, spec.exporters().size()) : List.of();
        List<CacheSpec> exports = spec.cacheExports().stream()
                .filter(cache -> isInline(cache) ? inline : caches)
                .toList();
        return spec.withExporters(exporters).withCaches(spec.cacheImports(), exports);
    }
}
