package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.build.Publication;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.Serializable;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A run's dealings with its registries, from an agent that reaches them.
 *
 * @param <V> of what it answers
 * @param host the controller's end, exported to the agent's channel
 */
@Restricted(NoExternalUse.class)
public record RegistryTask<V extends Serializable>(BuildPlan plan, Deed<V> deed, RunHost host, TaskListener log)
        implements AgentTask<V> {
    /** What is done there. */
    public sealed interface Deed<V extends Serializable> extends Serializable {
        V with(Publication publication, LoggedEvents events) throws BuildException, InterruptedException;
    }

    /** Finds out whether pushes would be refused. */
    public record CheckPush() implements Deed<Boolean> {
        @Override
        public Boolean with(Publication publication, LoggedEvents events) throws BuildException, InterruptedException {
            publication.checkPush();
            return true;
        }
    }

    /** Finds the images that are still there. */
    public record StillThere(ArrayList<PlatformImage> images) implements Deed<ArrayList<PlatformImage>> {
        @Override
        public ArrayList<PlatformImage> with(Publication publication, LoggedEvents events)
                throws BuildException, InterruptedException {
            return new ArrayList<>(publication.stillThere(images));
        }
    }

    /** Moves the tags. */
    public record Publish(PlatformOutcomes outcomes) implements Deed<BuildResult> {
        @Override
        public BuildResult with(Publication publication, LoggedEvents events)
                throws BuildException, InterruptedException {
            return publication.publish(outcomes, events);
        }
    }

    @Override
    public V run() throws AbortException, InterruptedException {
        RegistryAccess registries = new RegistryAccess(RegistrySettings.standard(), new RemoteCredentials(host));
        try {
            return deed.with(new Publication(registries, plan), new LoggedEvents(log, host));
        } catch (BuildException e) {
            throw new AbortException(e.getMessage());
        } finally {
            log.getLogger().flush();
            host.ended();
        }
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "ask registries";
    }
}
