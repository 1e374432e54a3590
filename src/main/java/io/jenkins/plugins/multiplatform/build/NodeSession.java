package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.session.TransferCount;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import java.util.Map;

/** A node for the length of a run: one connection and one session, which its platforms' solves share. */
final class NodeSession implements AutoCloseable {
    private final BuildkitClient client;
    private final Session session;

    private NodeSession(BuildkitClient client, Session session) {
        this.client = client;
        this.session = session;
    }

    static NodeSession open(String driver, BuilderNode node, SessionServices services)
            throws DriverException, BuildkitException {
        BuildkitClient client =
                Drivers.of(driver, node.endpoint(), node.driverOptions()).connect();
        try {
            return new NodeSession(client, client.openSession(services));
        } catch (BuildkitException e) {
            client.close();
            throw e;
        }
    }

    SolveResult solve(SolveSpec spec, ProgressListener listener) throws BuildkitException, InterruptedException {
        return client.solve(HostGateway.resolve(spec, client), session, listener);
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
