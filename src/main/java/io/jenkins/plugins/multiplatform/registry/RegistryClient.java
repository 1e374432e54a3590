package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.TokenFetcher;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.auth.TokenTransport;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Reads and writes images in registries. One client serves all registries of a run and all its threads; it keeps
 * tokens, and knows which hosts have answered. Every method can be interrupted.
 */
public final class RegistryClient implements RegistryPing {
    private static final int MOST_BYTES_OF_A_TOKEN = 1 << 20;

    private final CredentialSource credentials;
    private final TokenSource granted;
    private final Ticker ticker;
    private final HttpSender sender;
    private final Retrier retrier;
    private final Retrier impatient;
    private final Retrier once;
    private final Backoff backoff;
    private final Duration idle;
    private final SchemeChooser schemes;
    private final TokenTransport tokens;
    private final Map<String, HostSession> sessions = new ConcurrentHashMap<>();
    private volatile CopyLimit copies = CopyLimit.none();

    /** @param credentials asked whenever a registry wants to know who we are, not before */
    public RegistryClient(RegistrySettings settings, CredentialSource credentials) {
        this(settings, credentials, TokenSource.none());
    }

    /** @param granted tokens for registries that it serves; {@code credentials} has those of the others */
    public RegistryClient(RegistrySettings settings, CredentialSource credentials, TokenSource granted) {
        this(settings, credentials, granted, Ticker.real());
    }

    RegistryClient(RegistrySettings settings, CredentialSource credentials, Ticker ticker) {
        this(settings, credentials, TokenSource.none(), ticker);
    }

    private RegistryClient(
            RegistrySettings settings, CredentialSource credentials, TokenSource granted, Ticker ticker) {
        this.credentials = credentials;
        this.granted = granted;
        this.ticker = ticker;
        this.sender = new HttpSender(settings);
        this.idle = settings.retries().attemptTimeout();
        this.backoff = new Backoff(settings.retries(), ticker, RandomGenerator.getDefault());
        this.retrier = retrier(settings.retries());
        this.impatient = retrier(settings.retries().withAttempts(2));
        this.once = retrier(settings.retries().withAttempts(1));
        this.schemes = new SchemeChooser(settings, sender);
        this.tokens = new RedirectingSender(retrier, MOST_BYTES_OF_A_TOKEN);
    }

    private Retrier retrier(RetryPolicy policy) {
        return new Retrier(sender, policy, new Backoff(policy, ticker, RandomGenerator.getDefault()));
    }

    /**
     * Bounds what goes through this process when blobs are copied from now on: a server that runs copies for others.
     *
     * @param bytes of all blobs together
     * @param time for all of them, from now on
     * @param cure what who wants more is told to do, a sentence
     */
    public void limitCopies(long bytes, Duration time, String cure) {
        copies = CopyLimit.of(bytes, time, ticker, cure);
    }

    /**
     * Gets what a tag or digest names, index or manifest, up to 4 MiB; its digest is verified.
     *
     * @param reference with a tag or digest; the digest counts if it has both
     * @return nothing if it does not exist
     */
    public Optional<RawManifest> getManifest(Reference reference) throws RegistryException, InterruptedException {
        return caller(reference).call(new ManifestGetter(reference));
    }

    /** Tells what {@link #getManifest} would give, without its content where the registry can. */
    public Optional<ContentDescriptor> headManifest(Reference reference)
            throws RegistryException, InterruptedException {
        return new Lookup(caller(reference)).manifest(reference, TokenScope.pull(reference.path()));
    }

    /** Whether a manifest, a child of an index for instance, exists in a repository. */
    public boolean hasManifest(Reference repository, Digest digest) throws RegistryException, InterruptedException {
        return new Lookup(caller(repository))
                .hasManifest(repository.nameOnly().withDigest(digest), TokenScope.pull(repository.path()));
    }

    /** As {@link #getManifest}, of what was just pushed: registries that show it a little later get some seconds. */
    public Optional<RawManifest> getPushedManifest(Reference reference) throws RegistryException, InterruptedException {
        Settling settling = new Settling(ticker);
        Optional<RawManifest> manifest = getManifest(reference);
        while (manifest.isEmpty() && settling.again()) {
            manifest = getManifest(reference);
        }
        return manifest;
    }

    /** As {@link #hasManifest}, of what was just pushed: registries that show it a little later get some seconds. */
    public boolean hasPushedManifest(Reference repository, Digest digest)
            throws RegistryException, InterruptedException {
        Settling settling = new Settling(ticker);
        boolean there = hasManifest(repository, digest);
        while (!there && settling.again()) {
            there = hasManifest(repository, digest);
        }
        return there;
    }

    /**
     * Whether a tag names a manifest now; asked with little patience, for the text of an error.
     *
     * @param reference with a tag
     */
    public boolean names(Reference reference, Digest digest) throws RegistryException, InterruptedException {
        return new Lookup(impatientCaller(reference))
                .manifest(reference, TokenScope.pullAndPush(reference.path()))
                .filter(found -> found.digest().equals(digest))
                .isPresent();
    }

    /**
     * Puts a manifest or index under its digest: no tag moves. All that it names must exist already.
     *
     * @return the reference by which it can be got
     */
    public Reference putManifest(Reference repository, RawManifest manifest)
            throws RegistryException, InterruptedException {
        Reference target = repository.nameOnly().withDigest(manifest.digest());
        publisher(target).put(target, manifest);
        return target;
    }

    /**
     * Moves a tag, unless it names the manifest already: registries with immutable tags refuse that.
     *
     * @param reference with a tag
     */
    public void putTag(Reference reference, RawManifest manifest) throws RegistryException, InterruptedException {
        if (reference.tag().isEmpty() || reference.digest().isPresent()) {
            throw new IllegalArgumentException(reference + " does not name a tag");
        }
        publisher(reference).put(reference, manifest);
    }

    /**
     * Fails as a push to the repository would, without pushing anything.
     *
     * @throws RegistryException if it can't be reached or does not let us push
     */
    public void checkPush(Reference repository) throws RegistryException, InterruptedException {
        EndpointCaller caller = caller(repository);
        cancel(caller, repository, caller.call(new PushCheck(repository)));
    }

    private static void cancel(EndpointCaller caller, Reference repository, Optional<URI> upload)
            throws RegistryException, InterruptedException {
        if (upload.isPresent()) {
            caller.call(new PushCheck.Cancel(repository, upload.get()));
        }
    }

    /** Gets a small blob, up to 8 MiB: an image's configuration. Its digest is verified. */
    public byte[] getBlob(Reference repository, ContentDescriptor blob) throws RegistryException, InterruptedException {
        return getBlob(repository, blob, BlobGetter.MOST_BYTES);
    }

    /** Gets a blob into memory. Its digest is verified. */
    public byte[] getBlob(Reference repository, ContentDescriptor blob, int mostBytes)
            throws RegistryException, InterruptedException {
        return caller(repository).call(new BlobGetter(repository, blob, mostBytes));
    }

    public boolean hasBlob(Reference repository, Digest digest) throws RegistryException, InterruptedException {
        return new Lookup(caller(repository)).hasBlob(repository, digest, TokenScope.pull(repository.path()));
    }

    /**
     * Copies a manifest, or an index with all its manifests, and all blobs into another repository, of the same or
     * another registry, under the same digest and without a tag. Blobs within a registry are mounted where it can.
     *
     * @param source with a tag or digest
     * @return the copy
     */
    public Reference copyManifest(Reference source, Reference targetRepository)
            throws RegistryException, InterruptedException {
        RawManifest manifest = existing(source);
        copier(source, targetRepository).copy(manifest);
        return targetRepository.nameOnly().withDigest(manifest.digest());
    }

    /**
     * The same of what names no subject; see {@link RawManifest#hasSubject()}.
     *
     * @return false if it names one, and nothing was copied
     */
    public boolean copyWithoutSubject(Reference source, Reference targetRepository)
            throws RegistryException, InterruptedException {
        RawManifest manifest = existing(source);
        if (!manifest.hasSubject()) {
            copier(source, targetRepository).copy(manifest);
        }
        return !manifest.hasSubject();
    }

    private RawManifest existing(Reference source) throws RegistryException, InterruptedException {
        ManifestGetter getter = new ManifestGetter(source);
        return caller(source)
                .call(getter)
                .orElseThrow(
                        () -> new RegistryException(RegistryException.message(getter.action(), "it does not exist")));
    }

    /**
     * Brings a manifest, or an index with all its manifests, and all blobs into a repository, without a tag.
     *
     * @return the reference by which it can be got
     */
    public Reference putImage(ImageContent content, ContentDescriptor image, Reference targetRepository)
            throws RegistryException, InterruptedException {
        ManifestSource source = new ManifestSource.OfContent(content);
        BlobCopier blobs = blobCopier(new BlobSource.OfContent(content), targetRepository);
        new ManifestCopier(source, targetRepository, caller(targetRepository), blobs).copy(source.get(image));
        return targetRepository.nameOnly().withDigest(image.digest());
    }

    /** What a repository has, for those who bring it somewhere else than into a registry. */
    public ImageContent content(Reference repository) {
        EndpointCaller from = caller(repository);
        return new RepositoryContent(
                new ManifestSource.OfRepository(repository.nameOnly(), from),
                new BlobSource.OfRepository(repository.nameOnly(), from));
    }

    private ManifestCopier copier(Reference source, Reference targetRepository) {
        EndpointCaller from = caller(source);
        BlobCopier blobs = blobCopier(new BlobSource.OfRepository(source.nameOnly(), from), targetRepository);
        return new ManifestCopier(
                new ManifestSource.OfRepository(source.nameOnly(), from),
                targetRepository,
                caller(targetRepository),
                blobs);
    }

    /**
     * Copies the manifests that name another one as their subject, e.g. its signatures.
     *
     * @param subject with its digest
     * @param artifactTypes of those to copy
     */
    public void copyReferrers(Reference subject, Reference targetRepository, Set<String> artifactTypes)
            throws RegistryException, InterruptedException {
        Referrers referrers = new Referrers(subject.nameOnly(), caller(subject));
        copier(subject, targetRepository).copyReferrers(digest(subject), referrers, artifactTypes);
    }

    /**
     * Lists the manifests that name another one as their subject, whichever way the registry keeps that.
     *
     * @param subject with its digest
     */
    public List<ContentDescriptor> referrers(Reference subject) throws RegistryException, InterruptedException {
        return new Referrers(subject.nameOnly(), caller(subject)).of(digest(subject));
    }

    @Override
    public boolean answers(String registryHost) throws InterruptedException {
        return session(registryHost).answers();
    }

    @Override
    public Duration asksToWait(Reference repository) throws InterruptedException {
        PushCheck check = new PushCheck(repository);
        try {
            HostSession session = session(repository).with(once);
            RegistryAnswer<byte[]> answer = session.send(check.request(), BoundedBody.upTo(check.mostBytes()));
            if (check.accepts(answer.status())) {
                cancel(new EndpointCaller(session), repository, check.read(answer));
                return Duration.ZERO;
            }
            return answer.header("Retry-After")
                    .flatMap(header -> RetryAfter.read(header.trim(), ticker.instant()))
                    .orElse(Duration.ZERO);
        } catch (IOException | AuthException | RegistryException e) {
            return Duration.ZERO;
        }
    }

    private static Digest digest(Reference reference) {
        return reference.digest().orElseThrow(() -> new IllegalArgumentException(reference + " has no digest"));
    }

    private BlobCopier blobCopier(BlobSource source, Reference targetRepository) {
        BlobPusher pusher = new BlobPusher(session(targetRepository), sender, targetRepository, idle);
        return new BlobCopier(source, targetRepository.nameOnly(), caller(targetRepository), pusher, backoff, copies);
    }

    /** Puts a small blob, unless the repository has it. */
    public void putBlob(Reference repository, ContentDescriptor blob, byte[] content)
            throws RegistryException, InterruptedException {
        blobCopier(BlobSource.of(content), repository).copy(blob);
    }

    /** Tokens for others who talk to the same registries, such as the engines of a build. */
    public TokenSource tokenSource() {
        return new RegistryTokens(this::session, credentials, new TokenFetcher(tokens, ticker), ticker);
    }

    private ManifestPublisher publisher(Reference reference) {
        return new ManifestPublisher(caller(reference), impatientCaller(reference), ticker);
    }

    private EndpointCaller impatientCaller(Reference reference) {
        return new EndpointCaller(session(reference).with(impatient));
    }

    private EndpointCaller caller(Reference reference) {
        return new EndpointCaller(session(reference));
    }

    private HostSession session(Reference reference) {
        return session(reference.domain());
    }

    private HostSession session(String domain) {
        return sessions.computeIfAbsent(domain, host -> {
            TokenFetcher fetcher = new TokenFetcher(tokens, ticker);
            HostAuthorizer authorizer = new HostAuthorizer(host, credentials, granted, fetcher, ticker);
            return new HostSession(host, Reference.registryHost(host), schemes, retrier, authorizer);
        });
    }
}
