package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** W, C and N with two hops in each direction between them, all in this JVM. */
final class Rig implements AutoCloseable {
    static final Heartbeat QUICK = new Heartbeat(Duration.ofMillis(200), Duration.ofMillis(2000));

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    private final int number = NUMBER.incrementAndGet();
    final String workspace = "agent w" + number;
    final String node = "agent n" + number;
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();
    final ContextServer server;
    final RelayClient client;
    final RelayForward forward = new RelayForward(workspace, node);
    final Hop workspaceToController;
    final Hop controllerToNode;
    final Hop nodeToController;
    final Hop controllerToWorkspace;

    Rig(Map<String, LocalSource> sources) {
        this(sources, Map.of(), Heartbeat.USUAL);
    }

    Rig(Map<String, LocalSource> sources, Heartbeat heartbeat) {
        this(sources, Map.of(), heartbeat);
    }

    Rig(Map<String, LocalSource> sources, Map<String, OutputTarget> outputs, Heartbeat heartbeat) {
        long seed = System.nanoTime();
        System.out.println("relay rig " + number + ": seed " + seed);
        server = new ContextServer(node, sources, outputs, log::add, heartbeat);
        client = new RelayClient(workspace, heartbeat);
        workspaceToController = new Hop("wc" + number, forward.fromWorkspace(), seed);
        controllerToNode = new Hop("cn" + number, client.sink(), seed + 1);
        nodeToController = new Hop("nc" + number, forward.fromNode(), seed + 2);
        controllerToWorkspace = new Hop("cw" + number, server.sink(), seed + 3);
        server.onClosed(cause -> ends.add("W: " + cause.getMessage()));
        client.onClosed(cause -> ends.add("N: " + cause.getMessage()));
        forward.onClosed(cause -> ends.add("C: " + cause.getMessage()));
        server.start(workspaceToController.stream());
        client.start(nodeToController.stream());
        forward.start(controllerToWorkspace.stream(), controllerToNode.stream());
    }

    /** The threads of all three, by name. */
    List<String> threads() {
        return threadsOf("agent [wn]" + number);
    }

    static List<String> threadsOf(String peer) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("relay ") && (name + " ").matches(".* " + peer + " .*"))
                .toList();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        forward.close();
        for (Hop hop : List.of(workspaceToController, controllerToNode, nodeToController, controllerToWorkspace)) {
            hop.close();
        }
        try {
            await("the relay's threads end: " + threads(), () -> threads().isEmpty());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
