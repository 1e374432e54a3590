package io.jenkins.plugins.multiplatform.buildkit.session;

import java.io.Serializable;

/**
 * What went over the wire: many {@code entries} with no {@code files} is the sign of an unchanged context.
 *
 * @param entries files, folders and links that were described
 * @param files files whose content was asked for
 * @param bytes of content
 */
public record TransferCount(long entries, long files, long bytes) implements Serializable {}
