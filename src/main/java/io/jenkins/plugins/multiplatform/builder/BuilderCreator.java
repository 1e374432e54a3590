package io.jenkins.plugins.multiplatform.builder;

import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes builders and adds nodes to them, by buildx's rules with one difference: what is already there just as asked is
 * no error, so that a script may run twice.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/create/">docker buildx create</a>
 */
public final class BuilderCreator {
    private final BuilderStore store;
    private final Random random;

    public BuilderCreator(BuilderStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    /** Contacts no node. */
    public BuilderInstance create(CreateRequest request) throws BuilderException {
        List<Platform> platforms = platforms(request.platforms());
        return store.alone(() -> {
            BuilderInstance builder = change(request, platforms);
            store.save(builder);
            return builder;
        });
    }

    private BuilderInstance change(CreateRequest request, List<Platform> platforms) throws BuilderException {
        if (request.append() && request.name().isEmpty()) {
            throw new BuilderException("append requires a builder name");
        }
        String name = request.name().isEmpty() ? freeName() : BuilderNames.check(request.name());
        Optional<BuilderInstance> existing = store.find(name);
        if (existing.isEmpty() && request.append()) {
            throw new BuilderException("failed to find instance \"" + name + "\" for append");
        }
        String driver = driver(request, existing);
        BuilderInstance base = existing.orElseGet(() -> new BuilderInstance(name, driver, List.of()));
        BuilderNode node = node(request, platforms, base, driver);
        if (existing.isPresent() && !request.append() && base.node(node.name()).isEmpty()) {
            return unchanged(base, node);
        }
        refuseDuplicateEndpoint(base, node);
        return base.with(node);
    }

    private static String driver(CreateRequest request, Optional<BuilderInstance> existing) throws BuilderException {
        if (existing.isEmpty()) {
            return request.driver().isEmpty() ? Drivers.DOCKER : request.driver();
        }
        String driver = existing.get().driver();
        if (!request.driver().isEmpty() && !request.driver().equals(driver)) {
            throw new BuilderException("existing instance for \""
                    + existing.get().name() + "\" but has mismatched driver \"" + driver + "\"");
        }
        return driver;
    }

    private static BuilderNode node(
            CreateRequest request, List<Platform> platforms, BuilderInstance base, String driver)
            throws BuilderException {
        String nodeName = request.node().isEmpty() ? base.nextNodeName() : BuilderNames.check(request.node());
        try {
            Drivers.of(driver, request.endpoint(), request.driverOptions());
        } catch (DriverException e) {
            throw new BuilderException(e.getMessage(), e);
        }
        return new BuilderNode(nodeName, request.endpoint(), platforms, request.driverOptions());
    }

    /** The existing builder, if it already is what was asked for; buildx refuses that too. */
    private static BuilderInstance unchanged(BuilderInstance existing, BuilderNode asked) throws BuilderException {
        if (existing.nodes().size() == 1) {
            BuilderNode only = existing.nodes().get(0);
            if (only.endpoint().equals(asked.endpoint())
                    && only.platforms().equals(asked.platforms())
                    && only.driverOptions().equals(asked.driverOptions())) {
                return existing;
            }
        }
        throw new BuilderException("existing instance for \"" + existing.name()
                + "\" but no append mode, specify the node name to make changes for existing instances; it has: "
                + String.join(
                        ", ",
                        existing.nodes().stream()
                                .map(node -> node.name() + " " + node.endpoint())
                                .toList()));
    }

    private static void refuseDuplicateEndpoint(BuilderInstance base, BuilderNode added) throws BuilderException {
        for (BuilderNode node : base.nodes()) {
            if (!node.name().equals(added.name()) && node.endpoint().equals(added.endpoint())) {
                throw new BuilderException("invalid duplicate endpoint " + added.endpoint());
            }
        }
    }

    private String freeName() throws BuilderException {
        String name = BuilderNames.random(random);
        while (store.find(name).isPresent()) {
            name = BuilderNames.random(random) + random.nextInt(1000);
        }
        return name;
    }

    private static List<Platform> platforms(List<String> written) throws BuilderException {
        try {
            return PlatformList.parse(written).platforms();
        } catch (InvalidPlatformException e) {
            throw new BuilderException(e.getMessage(), e);
        }
    }
}
