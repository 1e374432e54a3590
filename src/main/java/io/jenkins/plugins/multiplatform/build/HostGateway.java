package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.buildkit.Worker;
import io.jenkins.plugins.multiplatform.options.StepOptions;
import java.util.HashMap;
import java.util.Map;

/** Puts a node's own address where {@code --add-host name:host-gateway} asks for it: each node has another. */
final class HostGateway {
    private static final String HOSTS = "add-hosts";
    private static final String WANTED = "=" + StepOptions.HOST_GATEWAY;

    private HostGateway() {}

    static SolveSpec resolve(SolveSpec spec, BuildkitClient node) throws BuildkitException {
        String hosts = spec.frontendAttributes().getOrDefault(HOSTS, "");
        if (!hosts.contains(WANTED)) {
            return spec;
        }
        for (Worker worker : node.workers()) {
            String address = worker.hostGateway().orElse("");
            if (!address.isEmpty()) {
                Map<String, String> attributes = new HashMap<>(spec.frontendAttributes());
                attributes.put(HOSTS, hosts.replace(WANTED, "=" + address));
                return spec.withFrontendAttributes(attributes);
            }
        }
        throw new BuildkitException(
                BuildkitException.Kind.REFUSED,
                "unable to derive the IP value for host-gateway: BuildKit at " + node.address()
                        + " does not tell its host's address, as only Docker Engines do; give the address itself",
                null);
    }
}
