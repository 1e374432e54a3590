package io.jenkins.plugins.multiplatform.buildkit.session;

/** Blobs by their digests, which a daemon reads or writes. */
public sealed interface ContentStore permits BlobStore, BlobSink {}
