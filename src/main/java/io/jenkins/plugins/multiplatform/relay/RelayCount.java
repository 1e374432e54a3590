package io.jenkins.plugins.multiplatform.relay;

import java.io.Serializable;

/**
 * What came from W so far.
 *
 * @param entries files, folders and links that were described
 * @param files whose content was asked for
 * @param bytes of the files' content
 * @param wireBytes what all of this was on its way, entries and the protocol's own frames included
 */
public record RelayCount(long entries, long files, long bytes, long wireBytes) implements Serializable {}
