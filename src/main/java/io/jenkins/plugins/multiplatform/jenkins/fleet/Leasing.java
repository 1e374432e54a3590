package io.jenkins.plugins.multiplatform.jenkins.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.job.AgentLease;
import io.jenkins.plugins.multiplatform.job.AgentView;
import io.jenkins.plugins.multiplatform.job.AgentWait;
import io.jenkins.plugins.multiplatform.job.LeaseException;
import io.jenkins.plugins.multiplatform.job.LeaseRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Gets a run a place on one of the agents that will do, or says why there is none. */
final class Leasing {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration SAY_SO = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofHours(6);
    /** The queue gives a flyweight task its place at once, unless something forbids it. */
    private static final Duration START = Duration.ofSeconds(60);

    private final RunSite site;
    private final AgentViews views;
    private final LeaseRequest request;
    private final Predicate<String> canProvision;
    private final Set<String> refused = new HashSet<>();
    private final long begin = System.nanoTime();
    private boolean said;
    /** In the queue while no agent can be used: shows there for what the run waits, and makes clouds provision. */
    private LeaseTask queued;

    Leasing(RunSite site, AgentViews views, LeaseRequest request, Predicate<String> canProvision) {
        this.site = site;
        this.views = views;
        this.request = request;
        this.canProvision = canProvision;
    }

    AgentLease take() throws LeaseException, InterruptedException {
        try {
            while (true) {
                List<AgentView> candidates = request.candidates().get().stream()
                        .filter(agent -> !refused.contains(agent.name()))
                        .toList();
                Optional<AgentLease> lease = takeOne(candidates);
                if (lease.isPresent()) {
                    return lease.get();
                }
                boolean busy = candidates.stream().anyMatch(AgentView::isUsable);
                Label awaited = awaited(candidates);
                if (busy) {
                    leaveQueue();
                } else if (awaited != null && queued == null) {
                    queued = new LeaseTask(site.run(), request.names(), awaited);
                    Queue.getInstance().schedule2(queued, 0);
                }
                wait(candidates, busy, awaited != null);
            }
        } finally {
            leaveQueue();
        }
    }

    private Optional<AgentLease> takeOne(List<AgentView> candidates) throws LeaseException, InterruptedException {
        Optional<AgentLease> given = adopt();
        if (given.isPresent()) {
            return given;
        }
        Optional<AgentView> slot = Slots.table().take(candidates);
        return slot.isPresent() ? occupy(slot.get()) : Optional.empty();
    }

    private void leaveQueue() {
        if (queued != null) {
            queued.release();
            queued = null;
        }
    }

    /** What to queue for while no agent can be used; null if none would come. */
    @CheckForNull
    private Label awaited(List<AgentView> candidates) {
        boolean cloud = !request.label().isEmpty() && canProvision.test(request.label());
        List<Node> nodes = candidates.stream()
                .filter(AgentView::isAwaitable)
                .map(Leasing::node)
                .filter(Objects::nonNull)
                .toList();
        if (!cloud && (nodes.isEmpty() || request.patience().isZero())) {
            return null;
        }
        Label label = request.label().isEmpty() ? null : Label.get(request.label());
        if (label == null) {
            for (Node node : nodes) {
                label = label == null ? node.getSelfLabel() : label.or(node.getSelfLabel());
            }
        }
        return label == null ? null : without(label, refusedBy(label, candidates));
    }

    /** Agents that Jenkins would take for the label at once, but not this run: it has lost them, or given them up. */
    private static List<Node> refusedBy(Label label, List<AgentView> candidates) {
        Set<String> awaited = candidates.stream()
                .filter(agent -> !agent.isUsable())
                .map(AgentView::name)
                .collect(Collectors.toSet());
        return Stream.concat(Stream.of(Jenkins.get()), Jenkins.get().getNodes().stream())
                .filter(node -> !awaited.contains(node.getNodeName()) && label.matches(node))
                .toList();
    }

    /** Registered, as clouds provision for registered labels alone. */
    private static Label without(Label label, List<Node> refused) {
        Label rest = label;
        for (Node node : refused) {
            rest = rest.and(node.getSelfLabel().not());
        }
        return Label.get(rest.getExpression());
    }

    @CheckForNull
    private static Node node(AgentView agent) {
        return agent.name().isEmpty() ? Jenkins.get() : Jenkins.get().getNode(agent.name());
    }

    private void wait(List<AgentView> candidates, boolean busy, boolean comes)
            throws LeaseException, InterruptedException {
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        Duration limit = busy ? BUSY : request.patience();
        if (!busy && !comes) {
            throw new LeaseException(why(candidates, false));
        }
        if (waited.compareTo(limit) > 0) {
            throw new LeaseException(why(candidates, busy) + "; waited " + AgentWait.describe(waited) + " for one");
        }
        if (!said && (!busy || waited.compareTo(SAY_SO) > 0)) {
            said = true;
            site.log()
                    .getLogger()
                    .println("[" + request.names() + "] waiting: " + why(candidates, busy)
                            + (busy ? "" : "; it waits in the queue for one" + atMost(limit)));
        }
        Slots.table().awaitChange(LOOK_AGAIN);
    }

    private static String atMost(Duration limit) {
        return limit.equals(AgentWait.ENDLESS) ? "" : ", at most " + AgentWait.describe(limit) + " (agentTimeout)";
    }

    private String why(List<AgentView> candidates, boolean busy) {
        String which = request.label().isEmpty() ? "" : " with label \"" + request.label() + "\"";
        if (busy) {
            return "all slots of the agents" + which + " are taken: "
                    + String.join(
                            ", ",
                            candidates.stream().map(AgentView::displayName).toList());
        }
        boolean cloud = !request.label().isEmpty() && canProvision.test(request.label());
        if (candidates.isEmpty() && !cloud) {
            return "there is no agent" + which + " left that could build " + request.names();
        }
        return "no agent" + which + " is online"
                + (candidates.isEmpty()
                        ? ""
                        : " ("
                                + String.join(
                                        ", ",
                                        candidates.stream()
                                                .map(AgentView::describe)
                                                .toList())
                                + ")")
                + (cloud ? ", a cloud is asked for one" : "");
    }

    private Optional<AgentLease> occupy(AgentView agent) throws LeaseException, InterruptedException {
        boolean held = false;
        try {
            Node node = node(agent);
            if (node == null) {
                return Optional.empty();
            }
            LeaseTask task = new PinnedLeaseTask(site.run(), request.names(), node);
            Queue.getInstance().schedule2(task, 0);
            Computer computer = task.await(START.toSeconds());
            VirtualChannel channel = computer == null ? null : computer.getChannel();
            if (channel == null) {
                task.release();
                refuseIfCancelled(task);
                refused.add(agent.name());
                return Optional.empty();
            }
            held = true;
            return Optional.of(new RemoteLease(site, agent, channel, task));
        } finally {
            if (!held) {
                Slots.table().giveBack(agent.name());
            }
        }
    }

    /** The place that the queue has given meanwhile, on an agent that came online or that a cloud made. */
    private Optional<AgentLease> adopt() throws LeaseException, InterruptedException {
        if (queued == null) {
            return Optional.empty();
        }
        refuseIfCancelled(queued);
        Computer computer = queued.given();
        if (computer == null) {
            return Optional.empty();
        }
        LeaseTask task = queued;
        queued = null;
        boolean held = false;
        try {
            Node node = computer.getNode();
            VirtualChannel channel = computer.getChannel();
            if (node == null || channel == null) {
                return Optional.empty();
            }
            AgentView agent = views.view(computer, node);
            if (!agent.permitted()) {
                throw new LeaseException("agent " + agent.describe());
            }
            boolean wanted = request.candidates().get().stream()
                    .anyMatch(other -> other.name().equals(agent.name()));
            if (!wanted || Slots.table().take(List.of(agent)).isEmpty()) {
                return Optional.empty();
            }
            held = true;
            return Optional.of(new RemoteLease(site, agent, channel, task));
        } finally {
            if (!held) {
                task.release();
            }
        }
    }

    private void refuseIfCancelled(LeaseTask task) throws LeaseException {
        if (task.isCancelled()) {
            throw LeaseException.cancelled("its place in the queue was cancelled");
        }
    }
}
