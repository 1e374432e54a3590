package io.jenkins.plugins.multiplatform.auth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds what a build may do in registries against what is asked on its behalf. Whoever asks runs foreign code: a daemon
 * that was taken over must not get at more than this build's own repositories.
 *
 * <p>A request that goes too far is cut and not refused as a whole: BuildKit itself asks for more than it needs. When it
 * pushes, it would like to pull from every repository that it knows to have a layer already, and does without.
 */
public final class ScopeGuard {
    private static final int LINES = 20;

    private final Map<String, List<TokenScope>> allowed;
    private final Consumer<String> log;
    private final Set<String> told = new HashSet<>();

    /**
     * @param allowed by host, as references name hosts
     * @param log takes a line for each thing that was asked for and is not allowed, each once; not for layers that a
     *     push could copy
     */
    public ScopeGuard(Map<String, List<TokenScope>> allowed, Consumer<String> log) {
        this.allowed = Map.copyOf(allowed);
        this.log = log;
    }

    /** Allows nothing anywhere. */
    public static ScopeGuard closed() {
        return new ScopeGuard(Map.of(), line -> {});
    }

    /** Whether anything is allowed in this registry. */
    public boolean knows(String host) {
        return allowed.containsKey(host);
    }

    /** What is allowed in this registry. */
    List<TokenScope> allowed(String host) {
        return List.copyOf(allowed.getOrDefault(host, List.of()));
    }

    boolean pushesTo(String host) {
        return allowed(host).stream().anyMatch(scope -> scope.actions().contains("push"));
    }

    /** As much of what is asked as is allowed; may be nothing. */
    public List<TokenScope> cut(String host, List<TokenScope> asked) {
        List<TokenScope> granted = new ArrayList<>();
        List<TokenScope> refused = new ArrayList<>();
        for (TokenScope scope : asked) {
            List<String> actions = scope.actions().stream()
                    .filter(action -> isAllowed(host, new TokenScope(scope.type(), scope.name(), List.of(action))))
                    .toList();
            if (!actions.isEmpty()) {
                granted.add(new TokenScope(scope.type(), scope.name(), actions));
            }
            if (actions.size() < scope.actions().size()) {
                refused.add(scope);
            }
        }
        boolean pushes = granted.stream().anyMatch(scope -> scope.actions().contains("push"));
        refused.stream()
                .filter(scope -> !pushes || !TokenScope.pull(scope.name()).equals(scope))
                .forEach(scope -> tell(host, scope));
        return granted;
    }

    private boolean isAllowed(String host, TokenScope scope) {
        return allowed.getOrDefault(host, List.of()).stream().anyMatch(mine -> mine.covers(scope));
    }

    private synchronized void tell(String host, TokenScope scope) {
        String what = Printable.of(scope + " at " + host);
        if (told.size() < LINES && told.add(what)) {
            log.accept("a node asked for more than this build needs, and did not get it: " + what);
        }
    }
}
