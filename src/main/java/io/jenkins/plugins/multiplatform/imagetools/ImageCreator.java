package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes one image of several and tags it, as {@code docker buildx imagetools create} does and in its words. The order is
 * the promise: may we push everywhere, then all images everywhere, then the index everywhere, and only then the tags.
 */
public final class ImageCreator {
    /** What is about an image and stays true of its copy. */
    private static final Set<String> REFERRERS = Set.of(
            MediaTypes.ATTESTATION_ARTIFACT,
            "application/vnd.dev.cosign.artifact.sig.v1+json",
            "application/vnd.dev.sigstore.bundle.v0.3+json");

    private static final String UNTOUCHED = "; no tag was moved";

    private final RegistryClient client;
    private final Consumer<String> progress;

    /** @param progress told what is copied and tagged, a line each */
    public ImageCreator(RegistryClient client, Consumer<String> progress) {
        this.client = client;
        this.progress = progress;
    }

    /** @throws ImageToolsException if it can't be made, would harm a tag, or not all tags could be moved */
    public CreateResult create(CreateRequest request)
            throws RegistryException, ImageToolsException, InterruptedException {
        CreateInput input = CreateInput.parse(request);
        List<Reference> tags = input.tags();
        LayoutSources sources = LayoutSources.read(input.sources());
        AssembledIndex image = new IndexAssembler(client).assemble(sources, input.rules());
        List<String> notes = new ArrayList<>(image.notes());
        guard(request, tags, image).ifPresent(notes::add);
        List<Reference> moved = List.of();
        if (!request.dryRun()) {
            publish(request, input, image, sources);
            moved = tags;
        }
        List<ContentDescriptor> manifests =
                image.children().stream().map(AssembledIndex.Child::descriptor).toList();
        return new CreateResult(image.manifest(), moved, manifests, notes);
    }

    /** A note where loss is allowed, or where nothing is written anyway. */
    private Optional<String> guard(CreateRequest request, List<Reference> tags, AssembledIndex image)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<String> losses = new PlatformLoss(client).find(tags, image);
        if (losses.isEmpty()) {
            return Optional.empty();
        }
        String loss = String.join("; ", losses);
        if (!request.dryRun() && !request.allowPlatformLoss()) {
            throw new ImageToolsException(loss
                    + UNTOUCHED
                    + ": append to the tag without filtering them out (--append, --platform), or allow their loss"
                    + " (--allow-platform-loss)");
        }
        return Optional.of(loss);
    }

    private void publish(CreateRequest request, CreateInput input, AssembledIndex image, LayoutSources sources)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<Reference> tags = input.tags();
        List<LayoutTarget> layouts =
                input.layouts().stream().map(LayoutTarget::new).toList();
        fill(layouts, image, sources);
        TagMover mover = new TagMover(client, (repository, manifest) -> {}, this::tell);
        try {
            List<Reference> repositories = TagMover.repositories(tags);
            for (Reference repository : repositories) {
                client.checkPush(repository);
            }
            if (!tags.isEmpty()) {
                sources.put(image.children(), client);
            }
            for (Reference repository : repositories) {
                copy(image.children(), repository);
            }
            mover.put(tags, image.manifest());
            copyReferrers(image, repositories);
        } catch (RegistryException e) {
            throw new ImageToolsException(e.getMessage() + UNTOUCHED, e);
        }
        // copying may take long, and another run may have added a platform meanwhile
        guard(request, tags, image);
        mover.move(tags, image.manifest());
        for (LayoutTarget layout : layouts) {
            try {
                layout.tag(image.manifest());
            } catch (IOException e) {
                throw new ImageToolsException(layout + ": " + e.getMessage(), e);
            }
            progress.accept("pushed " + image.manifest().digest() + " to " + layout);
        }
    }

    /** All but what names it. */
    private void fill(List<LayoutTarget> layouts, AssembledIndex image, LayoutSources sources)
            throws ImageToolsException, InterruptedException {
        for (LayoutTarget layout : layouts) {
            layout.requireDigest(image.manifest());
            try {
                layout.check();
                for (AssembledIndex.Child child : image.children()) {
                    progress.accept(
                            "copying " + child.descriptor().digest() + " from " + child.source() + " to " + layout);
                    layout.copy(child.descriptor(), sources.content(child, client));
                }
                layout.put(image.manifest());
            } catch (InterruptedIOException e) {
                throw new InterruptedException();
            } catch (IOException e) {
                throw new ImageToolsException(layout + ": " + e.getMessage() + UNTOUCHED, e);
            }
        }
    }

    /** Signatures of an index hold for its copy. */
    private void copyReferrers(AssembledIndex image, List<Reference> repositories)
            throws RegistryException, InterruptedException {
        Reference origin = image.origin();
        for (Reference repository : repositories) {
            if (origin != null && !origin.nameOnly().equals(repository)) {
                client.copyReferrers(origin, repository, REFERRERS);
            }
        }
    }

    private void copy(List<AssembledIndex.Child> children, Reference repository)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<AssembledIndex.Child> withSubject = new ArrayList<>();
        for (AssembledIndex.Child child : children) {
            if (child.source().nameOnly().equals(repository)) {
                require(child, repository);
                continue;
            }
            progress.accept("copying " + child.descriptor().digest() + " from " + child.source() + " to " + repository);
            if (client.copyWithoutSubject(child.source(), repository)) {
                client.copyReferrers(child.source(), repository, REFERRERS);
            } else {
                withSubject.add(child);
            }
        }
        for (AssembledIndex.Child child : withSubject) {
            client.copyManifest(child.source(), repository);
            client.copyReferrers(child.source(), repository, REFERRERS);
        }
    }

    private void require(AssembledIndex.Child child, Reference repository)
            throws RegistryException, ImageToolsException, InterruptedException {
        if (!client.hasPushedManifest(repository, child.descriptor().digest())) {
            throw new ImageToolsException(child.source() + ": not found, though an index names it" + UNTOUCHED);
        }
    }

    private void tell(Reference tag, RawManifest manifest) {
        progress.accept("pushed " + manifest.digest() + " to " + tag);
    }
}
