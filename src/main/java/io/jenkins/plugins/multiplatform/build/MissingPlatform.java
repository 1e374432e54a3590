package io.jenkins.plugins.multiplatform.build;

import java.io.Serializable;

/**
 * An optional platform that a published result lacks.
 *
 * @param platform its normalised name
 * @param reason why it was not built
 */
public record MissingPlatform(String platform, String reason) implements Serializable {}
