package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.BuilderCreator;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import io.jenkins.plugins.multiplatform.builder.CreateRequest;
import io.jenkins.plugins.multiplatform.builder.MemoryBuilderStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A builder as a job's author wrote it, with all its nodes at once.
 *
 * @param name empty for a random one
 * @param driver empty for the default, or for that of the builder that is appended to
 * @param nodes at least one
 * @param append whether the nodes are added to a builder that exists
 */
public record BuilderArguments(String name, String driver, List<NodeArguments> nodes, boolean append) {
    public BuilderArguments {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a builder without nodes");
        }
    }

    /**
     * Creates or extends the builder, with all nodes or none. Contacts no node. As for a single node, what exists just
     * as asked is no error: a block that is retried asks again.
     *
     * @param environment of the step, for nodes without an address
     */
    public BuilderInstance saveTo(BuilderStore store, Map<String, String> environment)
            throws BuilderException, InvalidArgumentException {
        if (nodes.stream().anyMatch(node -> !node.label().isEmpty())) {
            return LabelledNodes.save(this, store);
        }
        List<CreateRequest> requests = requests(environment);
        return store.alone(() -> {
            Optional<BuilderInstance> existing = name.isEmpty() ? Optional.empty() : store.find(name);
            if (existing.isPresent() && !append && existing.equals(alone(requests, existing.get()))) {
                return existing.get();
            }
            BuilderInstance builder = apply(requests, copyOf(store));
            store.save(builder);
            return builder;
        });
    }

    /** What the requests make where nothing exists yet; nothing if they don't fit each other. */
    private static Optional<BuilderInstance> alone(List<CreateRequest> requests, BuilderInstance existing) {
        try {
            CreateRequest first = requests.get(0);
            List<CreateRequest> all = new ArrayList<>(requests);
            String driver = first.driver().isEmpty() ? existing.driver() : first.driver();
            all.set(0, request(first, first.name(), driver, false));
            return Optional.of(apply(all, new MemoryBuilderStore()));
        } catch (BuilderException e) {
            return Optional.empty();
        }
    }

    private static BuilderInstance apply(List<CreateRequest> requests, BuilderStore store) throws BuilderException {
        BuilderCreator creator = new BuilderCreator(store, new SecureRandom());
        BuilderInstance builder = creator.create(requests.get(0));
        for (CreateRequest request : requests.subList(1, requests.size())) {
            builder = creator.create(request(request, builder.name(), builder.driver(), true));
        }
        return builder;
    }

    private static BuilderStore copyOf(BuilderStore store) throws BuilderException {
        BuilderStore copy = new MemoryBuilderStore();
        for (BuilderInstance builder : store.list()) {
            copy.save(builder);
        }
        return copy;
    }

    private List<CreateRequest> requests(Map<String, String> environment) throws InvalidArgumentException {
        List<CreateRequest> requests = new ArrayList<>();
        for (NodeArguments node : nodes) {
            requests.add(new CreateRequest(
                    name,
                    driver,
                    node.endpoint().isEmpty() ? DefaultBuilder.endpoint(environment) : node.endpoint(),
                    node.name(),
                    node.platforms(),
                    KeyValues.parse("driverOpts", node.driverOptions(), environment),
                    append));
        }
        return requests;
    }

    private static CreateRequest request(CreateRequest of, String name, String driver, boolean append) {
        return new CreateRequest(name, driver, of.endpoint(), of.node(), of.platforms(), of.driverOptions(), append);
    }
}
