package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import java.util.ArrayList;
import java.util.List;

/** A {@link BuilderInstance} as a run's file holds it: Jenkins' XStream can't read records. */
final class SavedBuilder {
    private final String name;
    private final String driver;
    private final List<SavedNode> nodes;

    SavedBuilder(BuilderInstance builder) {
        name = builder.name();
        driver = builder.driver();
        nodes = new ArrayList<>(builder.nodes().stream().map(SavedNode::new).toList());
    }

    String name() {
        return name;
    }

    BuilderInstance toBuilder() throws BuilderException {
        List<BuilderNode> read = new ArrayList<>();
        for (SavedNode node : nodes) {
            try {
                read.add(node.toNode());
            } catch (InvalidPlatformException e) {
                throw new BuilderException("builder \"" + name + "\" of this run can't be read: " + e.getMessage(), e);
            }
        }
        return new BuilderInstance(name, driver, read);
    }
}
