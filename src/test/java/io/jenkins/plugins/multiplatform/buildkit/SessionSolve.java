package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.progress.PlainProgress;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import io.jenkins.plugins.multiplatform.transport.InvalidEndpointException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** One client, one folder and what was printed: the least that a test needs to build something. */
public final class SessionSolve {
    private final BuildkitClient client;
    private final LocalSource source;
    private final CredentialSource credentials;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private UnaryOperator<SessionServices> services = UnaryOperator.identity();

    public SessionSolve(BuildkitClient client, LocalSource source, CredentialSource credentials) {
        this.client = client;
        this.source = source;
        this.credentials = credentials;
    }

    public static SessionSolve ofDockerfile(BuildkitClient client, String... lines) {
        return new SessionSolve(client, dockerfile(lines), CredentialSource.anonymous());
    }

    static MemorySource dockerfile(String... lines) {
        return new MemorySource().with("Dockerfile", String.join("\n", lines) + "\n");
    }

    static BuildkitClient engine(TestBed bed, String name) throws InvalidEndpointException {
        return BuildkitClient.on(Endpoint.parse("unix://" + bed.get("engine." + name + ".socket"))
                .dockerEngine(Optional.empty()));
    }

    /** A BuildKit by the way it is reached: the engine's own socket, or a relay's, which is a bare BuildKit's. */
    static BuildkitClient reached(TestBed bed, String way) throws InvalidEndpointException {
        return way.equals("engine")
                ? engine(bed, "a")
                : BuildkitClient.on(
                        Endpoint.parse("unix://" + bed.get("relay.b.unix")).buildKit(Optional.empty()));
    }

    /** Serves more than a folder and credentials. */
    SessionSolve serving(UnaryOperator<SessionServices> more) {
        services = more;
        return this;
    }

    Session open() throws BuildkitException {
        return open(UUID.randomUUID().toString());
    }

    Session open(String sharedKey) throws BuildkitException {
        return client.openSession(services.apply(
                new SessionServices(Map.of("context", source, "dockerfile", source), credentials, sharedKey)));
    }

    public SolveResult run(ExporterSpec... exporters) throws BuildkitException, InterruptedException {
        try (Session session = open()) {
            return run(session, exporters);
        }
    }

    SolveResult run(Session session, ExporterSpec... exporters) throws BuildkitException, InterruptedException {
        return run(session, Map.of("platform", "linux/amd64"), exporters);
    }

    SolveResult run(Session session, Map<String, String> attributes, ExporterSpec... exporters)
            throws BuildkitException, InterruptedException {
        return client.solve(
                SolveSpec.of(attributes).withExporters(List.of(exporters)), session, new PlainProgress(log::add));
    }

    /** Lines of plain progress, of all solves so far. */
    List<String> log() {
        return log;
    }
}
