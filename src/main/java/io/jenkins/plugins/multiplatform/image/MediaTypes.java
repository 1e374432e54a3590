package io.jenkins.plugins.multiplatform.image;

import java.util.List;

/**
 * The media types of images, OCI's and Docker's.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/media-types.md">media types</a>
 */
public final class MediaTypes {
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
    public static final String OCI_DESCRIPTOR = "application/vnd.oci.descriptor.v1+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

    /** The format before 2015, which no index may hold. */
    public static final String DOCKER_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    public static final String IN_TOTO = "application/vnd.in-toto+json";
    public static final String ATTESTATION_ARTIFACT = "application/vnd.docker.attestation.manifest.v1+json";

    /** What a client of both families asks a registry for, in the order of preference. */
    public static final List<String> MANIFESTS_AND_INDEXES =
            List.of(DOCKER_MANIFEST, DOCKER_LIST, OCI_MANIFEST, OCI_INDEX);

    private MediaTypes() {}

    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
    }

    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    public static boolean isDocker(String mediaType) {
        return mediaType.startsWith("application/vnd.docker.");
    }
}
