package io.jenkins.plugins.multiplatform.builder;

import io.jenkins.plugins.multiplatform.driver.Driver;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.driver.NodeInfo;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all nodes of a builder at once what they are; one that does not answer is a result, not a failure. */
public final class BuilderInspector {
    private static final long ANSWER_SECONDS = 45;

    private BuilderInspector() {}

    /** In the order of the builder's nodes; with all that people want to know of them. */
    public static List<NodeStatus> inspect(BuilderInstance builder) throws InterruptedException {
        return ask(builder, Driver::inspect);
    }

    /** The same with what a build must know. */
    public static List<NodeStatus> probe(BuilderInstance builder) throws InterruptedException {
        return ask(builder, Driver::probe);
    }

    private interface Question {
        NodeInfo ask(Driver driver) throws DriverException;
    }

    private static List<NodeStatus> ask(BuilderInstance builder, Question question) throws InterruptedException {
        ExecutorService executor =
                Executors.newFixedThreadPool(Math.max(1, builder.nodes().size()), task -> {
                    Thread thread = new Thread(task, "inspect builder " + builder.name());
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            List<Future<NodeStatus>> answers = new ArrayList<>();
            for (BuilderNode node : builder.nodes()) {
                answers.add(executor.submit(() -> ask(builder.driver(), node, question)));
            }
            List<NodeStatus> statuses = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                statuses.add(await(answers.get(i), builder.nodes().get(i), builder.driver()));
            }
            return statuses;
        } finally {
            executor.shutdownNow();
        }
    }

    private static NodeStatus await(Future<NodeStatus> answer, BuilderNode node, String driver)
            throws InterruptedException {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return NodeStatus.failed(
                    node, driver, "no answer from " + node.endpoint() + " within " + ANSWER_SECONDS + " s");
        } catch (ExecutionException e) {
            return NodeStatus.failed(node, driver, String.valueOf(e.getCause()));
        }
    }

    /** One node, from the machine that this runs on, with what a build must know. */
    public static NodeStatus probe(String driver, BuilderNode node) {
        return ask(driver, node, Driver::probe);
    }

    private static NodeStatus ask(String driver, BuilderNode node, Question question) {
        try {
            NodeInfo info = question.ask(Drivers.of(driver, node.endpoint(), node.driverOptions()));
            return new NodeStatus(
                    node,
                    driver,
                    info.id(),
                    info.version(),
                    info.platforms(),
                    info.platforms().stream()
                            .filter(platform -> isNative(info.nativePlatform(), platform))
                            .toList(),
                    info.pushesByDigest(),
                    "");
        } catch (DriverException e) {
            return NodeStatus.failed(node, driver, e.getMessage());
        }
    }

    /** Variants too: a worker lists only those levels of its own architecture that its processor has. */
    private static boolean isNative(Platform own, Platform platform) {
        return own.os().equals(platform.os()) && own.architecture().equals(platform.architecture());
    }
}
