package io.jenkins.plugins.multiplatform.jenkins.monitor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.jenkins.fleet.ProbedAgents;
import io.jenkins.plugins.multiplatform.jenkins.fleet.Slots;
import io.jenkins.plugins.multiplatform.job.AgentSettings;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What an agent builds and how much of it, as far as the controller knows without asking. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class AgentCapacity {
    private static final int MOST_SHOWN = 3;

    private final List<Platform> platforms;
    private final boolean answering;
    private final int usedSlots;
    private final int slots;

    private AgentCapacity(List<Platform> platforms, boolean answering, int usedSlots, int slots) {
        this.platforms = List.copyOf(platforms);
        this.answering = answering;
        this.usedSlots = usedSlots;
        this.slots = slots;
    }

    /** Null for an agent that nobody declared and that no run has asked: it may have no BuildKit at all. */
    @CheckForNull
    static AgentCapacity of(Computer computer) {
        Node node = computer.getNode();
        if (node == null) {
            return null;
        }
        BuildKitNodeProperty property = BuildKitNodeProperty.of(node);
        Optional<NodeStatus> probed = ProbedAgents.lastAnswer(computer);
        if (property == null && probed.isEmpty()) {
            return null;
        }
        AgentSettings settings = property == null ? AgentSettings.standard() : property.settings();
        List<Platform> platforms = settings.platforms().isEmpty()
                ? probed.map(NodeStatus::platforms).orElse(List.of())
                : settings.platforms();
        return new AgentCapacity(
                platforms,
                probed.map(NodeStatus::isRunning).orElse(true),
                Slots.used(node.getNodeName()),
                settings.slots());
    }

    /** Set by hand, or else what its BuildKit said last; empty if it was not asked yet. */
    @Exported
    public List<String> getPlatforms() {
        return new ArrayList<>(platforms.stream().map(Platform::formatAll).toList());
    }

    /** For the page's column, which is narrow. */
    public String getPlatformText() {
        List<String> all = platforms.stream()
                .filter(platform -> platform.variant().isEmpty()
                        || !platforms.contains(Platform.of(platform.os(), platform.architecture())))
                .map(Platform::formatAll)
                .toList();
        return String.join(", ", all.subList(0, Math.min(MOST_SHOWN, all.size())))
                + (all.size() > MOST_SHOWN ? ", …" : "");
    }

    public String getAllPlatforms() {
        return String.join(", ", getPlatforms());
    }

    /** False if a run asked its BuildKit and got no answer. */
    @Exported
    public boolean isAnswering() {
        return answering;
    }

    /** Runs that build there now. */
    @Exported
    public int getUsedSlots() {
        return usedSlots;
    }

    /** Runs that may build there at once. */
    @Exported
    public int getSlots() {
        return slots;
    }
}
