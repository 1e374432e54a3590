package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageConfig;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BaseImages;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformMatcher;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads base images' {@code ONBUILD} from their registries. It is the plan that gets better by it, no build needs it: an
 * image that can't be read soon, such as one that only the daemon's mirror has, is not known.
 */
public final class OnBuildReader implements BaseImages {
    private static final int MAX_IMAGES = 10;
    private static final int MAX_CONFIG_BYTES = 1 << 20;
    /** Of all instructions of one image: each stage that starts from it gets them. */
    private static final int MAX_CHARACTERS = 1 << 14;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final RetryPolicy ONCE =
            new RetryPolicy(1, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, PATIENCE, PATIENCE);

    private final RegistryClient registry;
    private final Predicate<String> mayAsk;
    private int left = MAX_IMAGES;

    /** @param mayAsk of a registry's host as references name it: the images' names are a repository's word */
    public OnBuildReader(RegistryAccess registries, Predicate<String> mayAsk) {
        this.registry = new RegistryClient(registries.settings().withRetries(ONCE), registries.credentials());
        this.mayAsk = mayAsk;
    }

    @Override
    public synchronized Map<BaseImage, List<String>> onBuild(Collection<BaseImage> images) throws InterruptedException {
        List<BaseImage> asked = new ArrayList<>();
        List<Callable<List<String>>> questions = new ArrayList<>();
        for (BaseImage image : images) {
            Optional<Reference> reference = reference(image).filter(name -> mayAsk.test(name.domain()));
            if (reference.isPresent() && left > 0) {
                left--;
                asked.add(image);
                questions.add(() -> read(reference.get(), image.platform()));
            }
        }
        return questions.isEmpty() ? Map.of() : answers(asked, questions);
    }

    private static Map<BaseImage, List<String>> answers(List<BaseImage> asked, List<Callable<List<String>>> questions)
            throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(questions.size(), task -> {
            Thread thread = new Thread(task, "base images");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<BaseImage, List<String>> known = new HashMap<>();
            List<Future<List<String>>> answers =
                    executor.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < asked.size(); i++) {
                try {
                    known.put(asked.get(i), answers.get(i).get());
                } catch (ExecutionException | CancellationException e) {
                    // Not known; the daemon will say what it runs.
                    continue;
                }
            }
            return known;
        } finally {
            executor.shutdownNow();
        }
    }

    private static Optional<Reference> reference(BaseImage image) {
        try {
            return Optional.of(Reference.parseNormalized(image.reference()).withDefaultTag());
        } catch (InvalidReferenceException e) {
            return Optional.empty();
        }
    }

    private List<String> read(Reference image, Platform platform)
            throws RegistryException, MalformedImageException, IOException, InterruptedException {
        Optional<RawManifest> manifest = registry.getManifest(image);
        if (manifest.isPresent() && MediaTypes.isIndex(manifest.get().mediaType())) {
            Optional<ContentDescriptor> entry =
                    choose(ImageIndex.parse(manifest.get().content()), platform);
            manifest = entry.isPresent()
                    ? registry.getManifest(image.withDigest(entry.get().digest()))
                    : Optional.empty();
        }
        if (manifest.isEmpty() || !MediaTypes.isManifest(manifest.get().mediaType())) {
            return List.of();
        }
        ContentDescriptor config = ImageManifest.parse(manifest.get().content()).config();
        List<String> triggers = ImageConfig.parse(registry.getBlob(image, config, MAX_CONFIG_BYTES))
                .onBuild();
        if (triggers.stream().mapToInt(String::length).sum() > MAX_CHARACTERS) {
            throw new IOException("ONBUILD instructions of more than " + MAX_CHARACTERS + " characters");
        }
        return triggers;
    }

    /** As the daemon chooses: the best that the platform's processor runs. */
    private static Optional<ContentDescriptor> choose(ImageIndex index, Platform platform) {
        List<ContentDescriptor> images = index.manifests().stream()
                .filter(entry -> !entry.isAttestation())
                .filter(entry -> entry.declaredPlatform().isPresent())
                .toList();
        return PlatformMatcher.only(platform)
                .best(images.stream()
                        .map(entry -> entry.declaredPlatform().orElseThrow())
                        .toList())
                .flatMap(best -> images.stream()
                        .filter(entry -> entry.declaredPlatform().orElseThrow().equals(best))
                        .findFirst());
    }
}
