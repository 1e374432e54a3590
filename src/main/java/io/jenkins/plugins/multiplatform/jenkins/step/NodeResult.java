package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** One node of a {@link BuilderResult}. */
public final class NodeResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String endpoint;
    private final String status;
    private final ArrayList<String> platforms;
    private final String id;
    private final String version;

    private NodeResult(BuilderNode node, String status, List<Platform> platforms, String id, String version) {
        this.name = node.name();
        this.endpoint = node.endpoint();
        this.status = status;
        this.platforms =
                new ArrayList<>(platforms.stream().map(Platform::formatAll).toList());
        this.id = id;
        this.version = version;
    }

    static NodeResult notContacted(BuilderNode node) {
        return new NodeResult(node, "unknown", node.platforms(), "", "");
    }

    static NodeResult of(NodeStatus status) {
        return new NodeResult(
                status.node(),
                status.isRunning() ? "running" : "error",
                status.platforms(),
                status.id(),
                status.version());
    }

    @Whitelisted
    public String getName() {
        return name;
    }

    @Whitelisted
    public String getEndpoint() {
        return endpoint;
    }

    /** {@code running}, or {@code unknown} if the node was not contacted. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** What the node says that it builds, native ones first; if it was not contacted, those set by hand. */
    @Whitelisted
    public List<String> getPlatforms() {
        return new ArrayList<>(platforms);
    }

    /** Of the engine or the BuildKit worker; empty if it was not contacted. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** Empty if the node was not contacted. */
    @Whitelisted
    public String getVersion() {
        return version;
    }

    @Override
    public String toString() {
        return name + " " + endpoint + " " + status;
    }
}
