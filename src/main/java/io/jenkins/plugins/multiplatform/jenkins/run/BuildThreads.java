package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's threads for builds: most of the time they wait for agents. They act as the system; what a run may do
 * is asked of the run's own identity where it matters.
 */
@Restricted(NoExternalUse.class)
public final class BuildThreads {
    private static final ExecutorService EXECUTOR =
            Executors.newCachedThreadPool(new NamingThreadFactory(new DaemonThreadFactory(), "multi-platform build"));

    private BuildThreads() {}

    public static void start(Runnable work) {
        EXECUTOR.execute(() -> {
            try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
                work.run();
            }
        });
    }
}
