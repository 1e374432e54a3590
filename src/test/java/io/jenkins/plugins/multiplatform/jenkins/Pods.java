package io.jenkins.plugins.multiplatform.jenkins;

import hudson.EnvVars;
import hudson.model.Computer;
import hudson.model.Descriptor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.AbstractCloudComputer;
import hudson.slaves.AbstractCloudSlave;
import hudson.slaves.Cloud;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.NodeProvisioner;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.durabletask.executors.OnceRetentionStrategy;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A cloud that makes agents as one of pods does: for a label, with the properties of its template, each for one task,
 * without Docker.
 */
final class Pods extends Cloud {
    static final String LABEL = "pods";

    private final transient JenkinsRule jenkins;
    private final transient BuildKitNodeProperty property;
    private final transient AtomicInteger made = new AtomicInteger();
    private final transient AtomicInteger limit = new AtomicInteger(1);

    /** @param property of all of them */
    Pods(JenkinsRule jenkins, BuildKitNodeProperty property) {
        super(LABEL);
        this.jenkins = jenkins;
        this.property = property;
    }

    /** Lets it make one more: Jenkins asks for too many on a busy machine. */
    void allowOneMore() {
        limit.incrementAndGet();
    }

    /** Those that exist. */
    static List<Node> existing() {
        return Stream.of(Jenkins.get().getComputers())
                .map(Computer::getNode)
                .filter(Pod.class::isInstance)
                .toList();
    }

    /** Whether something occupies one of them. */
    static boolean busy() {
        return Stream.of(Jenkins.get().getComputers())
                .anyMatch(computer -> computer.getNode() instanceof Pod && computer.countBusy() > 0);
    }

    @Override
    public boolean canProvision(CloudState state) {
        return state.getLabel() != null && state.getLabel().matches(Label.parse(LABEL));
    }

    @Override
    public Collection<NodeProvisioner.PlannedNode> provision(CloudState state, int excessWorkload) {
        if (made.get() == limit.get()) {
            return List.of();
        }
        String name = "pod-" + made.incrementAndGet();
        Future<Node> pod = Computer.threadPoolForRemoting.submit(() -> {
            Pod node = new Pod(
                    name,
                    jenkins.jenkins.getRootDir() + "/" + name,
                    jenkins.createComputerLauncher(new EnvVars("DOCKER_HOST", "unix:///nowhere.sock")));
            node.setNodeProperties(List.of(property));
            return node;
        });
        return List.of(new NodeProvisioner.PlannedNode(name, pod, 1));
    }

    private static final class Pod extends AbstractCloudSlave {
        private static final long serialVersionUID = 1L;

        Pod(String name, String folder, ComputerLauncher launcher) throws Descriptor.FormException, IOException {
            super(name, folder, launcher);
            setNumExecutors(1);
            setMode(Mode.EXCLUSIVE);
            setLabelString(LABEL);
            setRetentionStrategy(new OnceRetentionStrategy(5));
        }

        @Override
        public AbstractCloudComputer<Pod> createComputer() {
            return new AbstractCloudComputer<>(this);
        }

        @Override
        protected void _terminate(TaskListener listener) {
            // Its process ends with the connection.
        }
    }
}
