package io.jenkins.plugins.multiplatform.registry;

import com.google.common.base.Throwables;

/** Looks into the chain of causes: the JDK's client wraps what happened, differently from release to release. */
final class Causes {
    private Causes() {}

    static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Throwables.getCausalChain(failure).stream().anyMatch(type::isInstance);
    }
}
