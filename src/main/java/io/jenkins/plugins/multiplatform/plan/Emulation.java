package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Optional;

/** Tells whether a foreign platform can be built without running its programs. */
@FunctionalInterface
public interface Emulation {
    /**
     * Why emulation would be needed; empty when no step needs it, which makes the build a cross-compilation.
     *
     * @param natives what the node runs without emulation, its own platform first
     */
    Optional<String> need(Platform target, List<Platform> natives);
}
