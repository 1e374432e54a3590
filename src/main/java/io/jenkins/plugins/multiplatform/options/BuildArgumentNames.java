package io.jenkins.plugins.multiplatform.options;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Build arguments whose names say that something is wrong with giving them. */
public final class BuildArgumentNames {
    /**
     * Set by the frontend for each platform.
     *
     * @see <a href="https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope">list</a>
     */
    private static final Set<String> AUTOMATIC = Set.of(
            "TARGETPLATFORM",
            "TARGETOS",
            "TARGETOSVERSION",
            "TARGETARCH",
            "TARGETVARIANT",
            "TARGETSTAGE",
            "BUILDPLATFORM",
            "BUILDOS",
            "BUILDOSVERSION",
            "BUILDARCH",
            "BUILDVARIANT");

    /** Names the cache mounts of a build; who may choose it reads and poisons those of other builds. */
    private static final String CACHE_NAMESPACE = "BUILDKIT_CACHE_MOUNT_NS";

    /** BuildKit takes these for {@code attest:} attributes, and of two for one type either. */
    private static final String ATTESTATION = "BUILDKIT_ATTEST_";

    /**
     * The words of BuildKit's own check.
     *
     * @see <a href="https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/">SecretsUsedInArgOrEnv</a>
     */
    private static final Pattern SECRET = Pattern.compile(
            "(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PUBLIC = Pattern.compile("(?:_|^)public(?:_|$)", Pattern.CASE_INSENSITIVE);

    private BuildArgumentNames() {}

    /** Those that BuildKit would set by itself, and for each platform to another value. */
    public static List<String> automatic(Collection<String> names) {
        return names.stream().filter(AUTOMATIC::contains).sorted().toList();
    }

    /**
     * Those that BuildKit's frontend takes for orders about what a server decides for its jobs. Other names that it
     * takes for orders, such as {@code BUILDKIT_SYNTAX} and {@code BUILDKIT_SANDBOX_HOSTNAME}, concern only the build
     * that gives them.
     *
     * @see <a href="https://docs.docker.com/reference/dockerfile/#buildkit-built-in-build-args">built-in arguments</a>
     */
    public static List<String> reserved(Collection<String> names) {
        return names.stream()
                .filter(name -> name.equals(CACHE_NAMESPACE) || name.startsWith(ATTESTATION))
                .sorted()
                .toList();
    }

    /** Those that seem to hold a secret. */
    public static List<String> secret(Collection<String> names) {
        return names.stream()
                .filter(name ->
                        SECRET.matcher(name).find() && !PUBLIC.matcher(name).find())
                .sorted()
                .toList();
    }
}
