package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One session for each node of a run, opened when its first platform gets there. */
final class NodeSessions implements AutoCloseable {
    private final SessionServices services;
    private final Map<BuilderNode, NodeSession> open = new HashMap<>();
    private final List<NodeSession> discarded = new ArrayList<>();

    NodeSessions(SessionServices services) {
        this.services = services;
    }

    synchronized NodeSession of(PlannedPlatform platform) throws DriverException, BuildkitException {
        NodeSession session = open.get(platform.node());
        if (session == null) {
            session = NodeSession.open(platform.driver(), platform.node(), services);
            open.put(platform.node(), session);
        }
        return session;
    }

    /** A lost connection does not come back: the next attempt gets a new one. */
    synchronized void discard(PlannedPlatform platform) {
        NodeSession session = open.remove(platform.node());
        if (session != null) {
            discarded.add(session);
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(NodeSession::close);
        discarded.forEach(NodeSession::close);
        open.clear();
        discarded.clear();
    }
}
