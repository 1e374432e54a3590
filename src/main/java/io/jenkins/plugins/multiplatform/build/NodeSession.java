package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.session.TransferCount;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import java.util.HashMap;
import java.util.Map;

/** A node for the length of a run: one connection and one session, which its platforms' solves share. */
final class NodeSession implements AutoCloseable {
    private final BuildkitClient client;
    private final SessionServices services;
    private final Session session;

    private NodeSession(BuildkitClient client, SessionServices services) throws BuildkitException {
        this.client = client;
        this.services = services;
        this.session = client.openSession(services);
    }

    static NodeSession open(String driver, BuilderNode node, SessionServices services)
            throws DriverException, BuildkitException {
        BuildkitClient client =
                Drivers.of(driver, node.endpoint(), node.driverOptions()).connect();
        client.dial();
        try {
            return new NodeSession(client, services);
        } catch (BuildkitException e) {
            client.close();
            throw e;
        }
    }

    /**
     * @param outputs by the place of their exporter; a solve that has some gets a session of its own to send them
     *     through, and still reads the folders through the one that all share, so that they are sent once
     */
    SolveResult solve(SolveSpec written, Map<Integer, OutputTarget> outputs, ProgressListener listener)
            throws BuildkitException, InterruptedException {
        SolveSpec spec = HostGateway.resolve(written, client);
        if (outputs.isEmpty()) {
            return client.solve(spec, session, listener);
        }
        Map<String, String> attributes = new HashMap<>(spec.frontendAttributes());
        services.sources().keySet().forEach(name -> attributes.put("local-sessionid:" + name, session.id()));
        try (Session own = client.openSession(services.withOutputs(outputs))) {
            return client.solve(spec.withFrontendAttributes(attributes), own, listener);
        }
    }

    /**
     * Solves in a session of its own, in which nothing was solved before. The daemon walks the folders again and gets
     * nothing of them twice.
     */
    SolveResult solveAlone(SolveSpec written, ProgressListener listener)
            throws BuildkitException, InterruptedException {
        try (Session own = client.openSession(services)) {
            return client.solve(HostGateway.resolve(written, client), own, listener);
        }
    }

    /** Asks the frontend; see {@link BuildkitClient#ask}. */
    Map<String, String> ask(SolveSpec spec, ProgressListener listener) throws BuildkitException, InterruptedException {
        return client.ask(spec, session, listener);
    }

    TransferCount transferred() {
        return session.transferred();
    }

    @Override
    public void close() {
        session.close();
        client.close();
    }
}
