package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;

/**
 * An image that a build pulls, for {@code FROM}, {@code COPY --from} or a mount.
 *
 * @param reference with variables replaced, otherwise as written and unchecked
 * @param platform for which it is pulled
 */
public record BaseImage(String reference, Platform platform, int line) implements Serializable {}
