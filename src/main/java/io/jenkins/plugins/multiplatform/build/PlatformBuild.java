package io.jenkins.plugins.multiplatform.build;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.PrintableText;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Builds one platform on an open node: from its solve to an image that stands in the registry under its digest. */
final class PlatformBuild {
    private static final int MAX_CHARACTERS = 500;

    private final PlannedPlatform planned;
    private final NodeSession node;
    private final CachePlaces caches;
    private final BuildListener listener;

    PlatformBuild(PlannedPlatform planned, NodeSession node, CachePlaces caches, BuildListener listener) {
        this.planned = planned;
        this.node = node;
        this.caches = caches;
        this.listener = listener;
    }

    /**
     * @param watcher hears what the listener hears of the solve
     * @param outputs of the spec's first exporters; those that follow them make an image
     * @param attempt from 1
     */
    PlatformImage run(SolveSpec spec, Map<Integer, OutputTarget> outputs, ProgressListener watcher, int attempt)
            throws BuildkitException, BuildException, InterruptedException {
        listener.on(new BuildEvent.PlatformStarted(planned));
        StepCounter counter = new StepCounter();
        PhaseClock phases = new PhaseClock();
        long start = System.nanoTime();
        SkippedCaches skipped = new SkippedCaches();
        SolveResult first = node.solve(spec, outputs, event -> {
            counter.on(event);
            phases.on(event);
            skipped.on(event);
            watcher.on(event);
            listener.on(new BuildEvent.PlatformProgress(planned.platform(), event));
        });
        if (Thread.interrupted()) {
            // It was to end, and did so by itself at the same moment: what ended it counts.
            throw new InterruptedException("ended while its result came");
        }
        boolean makesImage = spec.exporters().size() > outputs.size();
        SolveResult result = new CacheExport(planned, node, caches, listener)
                .complete(
                        spec,
                        outputs.size(),
                        first,
                        skipped,
                        answered -> makesImage ? Optional.of(descriptor(answered)) : Optional.empty(),
                        event -> {
                            phases.on(event);
                            watcher.on(event);
                            listener.on(new BuildEvent.PlatformProgress(planned.platform(), event));
                        });
        caches.keep(planned.platform(), result, listener);
        double seconds = (System.nanoTime() - start) / 1e9;
        ContentDescriptor descriptor = makesImage ? descriptor(result) : null;
        PlatformImage image = new PlatformImage(
                planned,
                descriptor,
                result.reference(),
                seconds,
                phases.times(),
                counter.steps(),
                counter.cachedSteps(),
                attempt,
                result.provenance().orElse(""));
        listener.on(new BuildEvent.PlatformFinished(image));
        return image;
    }

    private static JsonElement field(JsonObject descriptor, String name) {
        JsonElement value = descriptor.get(name);
        if (value == null) {
            throw new JsonParseException("no " + name);
        }
        return value;
    }

    private ContentDescriptor descriptor(SolveResult result) throws BuildException {
        String encoded = result.imageDescriptor()
                .orElseThrow(() -> new BuildException("BuildKit on "
                        + planned.node().name()
                        + " built " + planned.platform().formatAll() + " but did not name the image's descriptor;"
                        + " its version is older than v0.11"));
        try {
            String json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            JsonObject descriptor = JsonParser.parseString(json).getAsJsonObject();
            return ContentDescriptor.of(
                            field(descriptor, "mediaType").getAsString(),
                            Digest.parse(field(descriptor, "digest").getAsString()),
                            field(descriptor, "size").getAsLong())
                    .withPlatform(planned.platform());
        } catch (IllegalArgumentException | IllegalStateException | JsonParseException | InvalidReferenceException e) {
            throw new BuildException(
                    "BuildKit on " + planned.node().name() + " named a descriptor that can't be read: "
                            + PrintableText.line(encoded, MAX_CHARACTERS),
                    e);
        }
    }
}
