package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SourceExcerpt;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Builds all platforms of a plan in parallel: one session per node, one solve per platform. One solve with several
 * platforms would cancel all when one fails; here a failed one leaves the others' digests usable.
 */
final class PlatformBuilds {
    private static final long CANCEL_SECONDS = 30;

    private final BuildPlan plan;
    private final SolveComposer composer;
    private final SessionServices services;
    private final BuildListener listener;
    private final Map<BuilderNode, NodeSession> sessions = new LinkedHashMap<>();

    PlatformBuilds(BuildPlan plan, SolveComposer composer, SessionServices services, BuildListener listener) {
        this.plan = plan;
        this.composer = composer;
        this.services = services;
        this.listener = listener;
    }

    /**
     * In the order of the plan.
     *
     * @throws BuildException if any platform failed, after all have ended; it carries the images of the others
     */
    List<PlatformImage> run() throws BuildException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(plan.platforms().size(), task -> {
            Thread thread = new Thread(task, "multi-platform build");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<PlannedPlatform, Future<PlatformImage>> running = new LinkedHashMap<>();
            for (PlannedPlatform platform : plan.platforms()) {
                running.put(platform, executor.submit(() -> build(platform)));
            }
            return collect(running);
        } finally {
            executor.shutdownNow();
            try {
                // After an abort solves are being cancelled; a daemon that does not say so loses its connection here.
                executor.awaitTermination(CANCEL_SECONDS, TimeUnit.SECONDS);
            } finally {
                closeSessions();
            }
        }
    }

    private PlatformImage build(PlannedPlatform platform)
            throws BuildException, BuildkitException, DriverException, InterruptedException {
        try {
            return new PlatformBuild(platform, session(platform.node()), listener)
                    .run(composer.compose(platform.platform()));
        } catch (BuildException | BuildkitException | DriverException e) {
            // At once: the other platforms may take an hour more.
            listener.on(new BuildEvent.PlatformFailed(platform, text(e)));
            throw e;
        }
    }

    private NodeSession session(BuilderNode node) throws DriverException, BuildkitException {
        synchronized (sessions) {
            NodeSession session = sessions.get(node);
            if (session == null) {
                session = NodeSession.open(plan.driver(), node, services);
                sessions.put(node, session);
            }
            return session;
        }
    }

    private List<PlatformImage> collect(Map<PlannedPlatform, Future<PlatformImage>> running)
            throws BuildException, InterruptedException {
        List<PlatformImage> images = new ArrayList<>();
        Map<PlannedPlatform, Throwable> failures = new LinkedHashMap<>();
        for (Map.Entry<PlannedPlatform, Future<PlatformImage>> build : running.entrySet()) {
            try {
                images.add(build.getValue().get());
            } catch (ExecutionException e) {
                failures.put(build.getKey(), e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            throw failed(images, failures);
        }
        return images;
    }

    private static BuildException failed(List<PlatformImage> images, Map<PlannedPlatform, Throwable> failures) {
        StringBuilder message = new StringBuilder(failures.entrySet().stream()
                .map(failure -> failure.getKey().platform().formatAll() + " on "
                        + failure.getKey().node().name() + ": "
                        + failure.getValue().getMessage())
                .collect(Collectors.joining("\n")));
        for (PlatformImage image : images) {
            image.published()
                    .ifPresent(descriptor -> message.append("\n(")
                            .append(image.plan().platform().formatAll())
                            .append(" is finished and can be used: ")
                            .append(descriptor.digest())
                            .append(')'));
        }
        return new BuildException(
                message.toString(), images, failures.values().iterator().next());
    }

    private static String text(Throwable failure) {
        StringBuilder text = new StringBuilder("ERROR: ").append(failure.getMessage());
        if (failure instanceof BuildkitException e) {
            for (SourceExcerpt source : e.sources()) {
                text.append('\n').append(source.format());
            }
        }
        return text.toString();
    }

    private void closeSessions() {
        synchronized (sessions) {
            sessions.values().forEach(NodeSession::close);
            sessions.clear();
        }
    }
}
