package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code createBuilder} returns. As a text it is the builder's name, as {@code docker buildx create} prints it. */
public final class BuilderResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String driver;
    private final ArrayList<NodeResult> nodes;

    BuilderResult(BuilderInstance builder, List<NodeResult> nodes) {
        this.name = builder.name();
        this.driver = builder.driver();
        this.nodes = new ArrayList<>(nodes);
    }

    @Whitelisted
    public String getName() {
        return name;
    }

    @Whitelisted
    public String getDriver() {
        return driver;
    }

    @Whitelisted
    public List<NodeResult> getNodes() {
        return new ArrayList<>(nodes);
    }

    @Override
    public String toString() {
        return name;
    }
}
