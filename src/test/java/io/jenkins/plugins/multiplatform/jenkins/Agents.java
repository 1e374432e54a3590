package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multiplatform.jenkins.fleet.Slots;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A controller's agents, each a process of its own: {@code ws}, which has the sources and no engine, and {@code amd64}
 * and {@code arm64}, which carry these labels and have an engine where a Docker client would look for it.
 */
public final class Agents {
    private final JenkinsRule jenkins;
    private final TestBed bed;

    private Agents(JenkinsRule jenkins, TestBed bed) {
        this.jenkins = jenkins;
        this.bed = bed;
    }

    /** With none yet. */
    public static Agents none(JenkinsRule jenkins, TestBed bed) {
        return new Agents(jenkins, bed);
    }

    /** With the three, all of them online. */
    public static Agents three(JenkinsRule jenkins, TestBed bed) throws Exception {
        Agents agents = new Agents(jenkins, bed);
        List<DumbSlave> three = new ArrayList<>();
        three.add(agents.create("ws", "ws", ""));
        three.add(agents.create("amd64-1", "amd64", "a"));
        three.add(agents.create("arm64-1", "arm64", "b"));
        for (DumbSlave agent : three) {
            jenkins.waitOnline(agent);
        }
        return agents;
    }

    /** @param engine of the test bed; empty for none */
    public DumbSlave add(String name, String labels, String engine) throws Exception {
        DumbSlave agent = create(name, labels, engine);
        jenkins.waitOnline(agent);
        return agent;
    }

    private DumbSlave create(String name, String labels, String engine) throws Exception {
        String host = engine.isEmpty() ? "unix:///nowhere.sock" : "unix://" + bed.get("engine." + engine + ".socket");
        return jenkins.createSlave(name, labels, new EnvVars("DOCKER_HOST", host));
    }

    /** Where an agent keeps its files. */
    public static String folder(String name) {
        return ((DumbSlave) Jenkins.get().getNode(name)).getRemoteFS();
    }

    /** Stops what a failed test left, so that the next one gets its turn. */
    public static void stopAll() throws Exception {
        for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
            for (Run<?, ?> run : job.getBuilds()) {
                Executor executor = run.getExecutor();
                if (executor != null) {
                    executor.interrupt();
                }
            }
        }
        awaitNothingLeft();
    }

    /** Waits until no place on an agent is taken and nothing waits for one. */
    public static void awaitNothingLeft() throws Exception {
        Await.until("an idle Jenkins", Await.SHORT, () -> {
            return Queue.getInstance().getItems().length == 0
                    && executors().noneMatch(Executor::isBusy)
                    && Stream.of(Jenkins.get().getComputers())
                            .allMatch(computer -> Slots.used(computer.getName()) == 0);
        });
        assertThat(Jenkins.get().getComputers())
                .allSatisfy(
                        computer -> assertThat(computer.getOneOffExecutors()).isEmpty());
    }

    private static Stream<Executor> executors() {
        return Stream.of(Jenkins.get().getComputers()).flatMap(computer -> all(computer).stream());
    }

    private static List<Executor> all(Computer computer) {
        return computer.getAllExecutors();
    }
}
