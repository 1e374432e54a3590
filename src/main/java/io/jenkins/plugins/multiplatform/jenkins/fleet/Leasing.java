package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.job.AgentLease;
import io.jenkins.plugins.multiplatform.job.AgentView;
import io.jenkins.plugins.multiplatform.job.LeaseException;
import io.jenkins.plugins.multiplatform.job.LeaseRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/** Gets a run a place on one of the agents that will do, or says why there is none. */
final class Leasing {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration SAY_SO = Duration.ofSeconds(5);
    /** As long as Pipeline waits for an agent that is away. */
    private static final Duration OFFLINE = Duration.ofMinutes(5);

    private static final Duration BUSY = Duration.ofHours(6);
    private static final Duration PROVISIONING = Duration.ofMinutes(30);
    /** The queue gives a flyweight task its place at once, unless something forbids it. */
    private static final Duration START = Duration.ofSeconds(60);

    private final RunSite site;
    private final AgentViews views;
    private final LeaseRequest request;
    private final Predicate<String> canProvision;
    private final Set<String> refused = new HashSet<>();
    private final long begin = System.nanoTime();
    private boolean said;

    Leasing(RunSite site, AgentViews views, LeaseRequest request, Predicate<String> canProvision) {
        this.site = site;
        this.views = views;
        this.request = request;
        this.canProvision = canProvision;
    }

    AgentLease take() throws LeaseException, InterruptedException {
        while (true) {
            List<AgentView> candidates = request.candidates().get().stream()
                    .filter(agent -> !refused.contains(agent.name()))
                    .toList();
            Optional<AgentView> slot = Slots.table().take(candidates);
            if (slot.isPresent()) {
                Optional<AgentLease> lease = occupy(slot.get());
                if (lease.isPresent()) {
                    return lease.get();
                }
                continue;
            }
            boolean busy = candidates.stream().anyMatch(AgentView::isUsable);
            if (!busy && !request.label().isEmpty() && canProvision.test(request.label())) {
                return provision();
            }
            wait(candidates, busy);
        }
    }

    private void wait(List<AgentView> candidates, boolean busy) throws LeaseException, InterruptedException {
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        if (waited.compareTo(busy ? BUSY : OFFLINE) > 0 || candidates.isEmpty()) {
            throw new LeaseException(why(candidates, busy)
                    + (candidates.isEmpty() ? "" : "; waited " + waited.toMinutes() + " min for one"));
        }
        if (!said && waited.compareTo(SAY_SO) > 0) {
            said = true;
            site.log().getLogger().println("[" + request.names() + "] waiting: " + why(candidates, busy));
        }
        Slots.table().awaitChange(LOOK_AGAIN);
    }

    private String why(List<AgentView> candidates, boolean busy) {
        String which = request.label().isEmpty() ? "" : " with label \"" + request.label() + "\"";
        if (candidates.isEmpty()) {
            return "there is no agent" + which + " left that could build " + request.names();
        }
        return busy
                ? "all slots of the agents" + which + " are taken: "
                        + String.join(
                                ", ",
                                candidates.stream().map(AgentView::displayName).toList())
                : "no agent" + which + " can be used now: "
                        + String.join(
                                ", ",
                                candidates.stream().map(AgentView::describe).toList());
    }

    private Optional<AgentLease> occupy(AgentView agent) throws LeaseException, InterruptedException {
        boolean held = false;
        try {
            Node node = agent.name().isEmpty() ? Jenkins.get() : Jenkins.get().getNode(agent.name());
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

    private AgentLease provision() throws LeaseException, InterruptedException {
        site.log()
                .getLogger()
                .println("[" + request.names() + "] waiting: no agent with label \"" + request.label()
                        + "\" is online, a cloud is asked for one");
        LeaseTask task = new LeaseTask(site.run(), request.names(), Label.get(request.label()));
        Queue.getInstance().schedule2(task, 0);
        Computer computer = task.await(PROVISIONING.toSeconds());
        Node node = computer == null ? null : computer.getNode();
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (node == null || channel == null) {
            task.release();
            refuseIfCancelled(task);
            throw new LeaseException("no cloud made an agent with label \"" + request.label() + "\" within "
                    + PROVISIONING.toMinutes() + " min");
        }
        AgentView agent = views.view(computer, node);
        if (Slots.table().take(List.of(agent)).isEmpty()) {
            task.release();
            throw new LeaseException("agent " + agent.displayName() + " was made for label \"" + request.label()
                    + "\", but this run may not build there");
        }
        return new RemoteLease(site, agent, channel, task);
    }

    private void refuseIfCancelled(LeaseTask task) throws LeaseException {
        if (task.isCancelled()) {
            throw new LeaseException("somebody cancelled its place in the queue");
        }
    }
}
