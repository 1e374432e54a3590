package io.jenkins.plugins.multiplatform.image;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository in a registry, with a tag, a digest, both or neither, by the rules and in the words of the library that
 * Docker uses. Immutable.
 *
 * @see <a href="https://github.com/distribution/reference">distribution/reference</a>
 */
public final class Reference implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DOCKER_HUB = "docker.io";
    private static final String DOCKER_HUB_OF_OLD = "index.docker.io";
    private static final String DOCKER_HUB_REGISTRY = "registry-1.docker.io";
    private static final String OFFICIAL = "library/";
    private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");

    private final String domain;
    private final String path;

    /** Empty: no tag. */
    private final String tag;

    /** Null: no digest. */
    @CheckForNull
    private final Digest digest;

    Reference(String domain, String path, String tag, @CheckForNull Digest digest) {
        this.domain = domain;
        this.path = path;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Reads what users write: {@code alpine} is {@code docker.io/library/alpine}. No tag is added, see
     * {@link #withDefaultTag()}.
     */
    public static Reference parseNormalized(String text) throws InvalidReferenceException {
        if (IDENTIFIER.matcher(text).matches()) {
            throw new InvalidReferenceException(
                    text, "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
        }
        ReferenceGrammar.Name name = splitDomain(text);
        int colon = name.path().indexOf(':');
        String remote = colon < 0 ? name.path() : name.path().substring(0, colon);
        if (!remote.toLowerCase(Locale.ROOT).equals(remote)) {
            throw new InvalidReferenceException(
                    text, "invalid reference format: repository name (" + printable(remote) + ") must be lowercase");
        }
        try {
            return ReferenceGrammar.parse(name.domain() + "/" + name.path());
        } catch (InvalidReferenceException e) {
            throw new InvalidReferenceException(text, e.getMessage());
        }
    }

    /** What users wrote stands in logs and on terminals. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static ReferenceGrammar.Name splitDomain(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        if (!isDomain(first)) {
            return hub(text);
        }
        String rest = text.substring(slash + 1);
        boolean isHub = first.equalsIgnoreCase(DOCKER_HUB) || first.equalsIgnoreCase(DOCKER_HUB_OF_OLD);
        return isHub ? hub(rest) : new ReferenceGrammar.Name(first, rest);
    }

    private static ReferenceGrammar.Name hub(String remote) {
        return new ReferenceGrammar.Name(DOCKER_HUB, remote.indexOf('/') < 0 ? OFFICIAL + remote : remote);
    }

    /** Anything that cannot be a Docker Hub account: {@code localhost}, a dot, a colon, a capital letter. */
    private static boolean isDomain(String first) {
        return first.equals("localhost")
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || !first.toLowerCase(Locale.ROOT).equals(first);
    }

    /**
     * The registry by which users name it, {@code docker.io}, in lower case: host names have none. For connections see
     * {@link #registryHost()}, for texts {@link #name()}, which is as it was written.
     */
    public String domain() {
        return domain.toLowerCase(Locale.ROOT);
    }

    /** The repository within the registry: {@code library/alpine}. */
    public String path() {
        return path;
    }

    /** Registry and repository: {@code docker.io/library/alpine}. */
    public String name() {
        return domain + "/" + path;
    }

    public Optional<String> tag() {
        return tag.isEmpty() ? Optional.empty() : Optional.of(tag);
    }

    public Optional<Digest> digest() {
        return Optional.ofNullable(digest);
    }

    /** The host, with port if any, that answers for this registry: Docker Hub's differs from its name. */
    public String registryHost() {
        return registryHost(domain());
    }

    /** The same for a registry as users write it. */
    public static String registryHost(String domain) {
        return domain.equals(DOCKER_HUB) ? DOCKER_HUB_REGISTRY : domain;
    }

    /** Without tag and digest. */
    public Reference nameOnly() {
        return new Reference(domain, path, "", null);
    }

    /** Keeps a digest. */
    public Reference withTag(String newTag) throws InvalidReferenceException {
        if (!ReferenceGrammar.isTag(newTag)) {
            throw new InvalidReferenceException(newTag, "invalid tag format");
        }
        return new Reference(domain, path, newTag, digest);
    }

    /** Adds {@code latest} where there is neither a tag nor a digest. */
    public Reference withDefaultTag() {
        return tag.isEmpty() && digest == null ? new Reference(domain, path, "latest", null) : this;
    }

    /** Keeps a tag. */
    public Reference withDigest(Digest newDigest) {
        return new Reference(domain, path, tag, Objects.requireNonNull(newDigest));
    }

    /** The short form that Docker shows: {@code alpine:3} for {@code docker.io/library/alpine:3}. */
    public String familiar() {
        if (!domain.equals(DOCKER_HUB)) {
            return toString();
        }
        boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
        return (official ? path.substring(OFFICIAL.length()) : path) + suffix();
    }

    private String suffix() {
        return (tag.isEmpty() ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    @Override
    public boolean equals(@CheckForNull Object other) {
        return other instanceof Reference that && canonical().equals(that.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    private String canonical() {
        return domain() + "/" + path + suffix();
    }

    /** The canonical form, which {@link #parseNormalized(String)} reads back. */
    @Override
    public String toString() {
        return name() + suffix();
    }
}
