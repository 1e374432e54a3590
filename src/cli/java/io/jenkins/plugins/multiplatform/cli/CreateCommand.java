package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.builder.BuilderCreator;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import io.jenkins.plugins.multiplatform.builder.CreateRequest;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes a builder, or adds a node to one.", mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", description = "Name of the builder.", defaultValue = "")
    private String name;

    @Option(names = "--driver", description = "docker or remote.", defaultValue = "")
    private String driver;

    @Option(names = "--node", description = "Name of the node.", defaultValue = "")
    private String node;

    @Option(names = "--append", description = "Adds a node to the builder.")
    private boolean append;

    @Option(names = "--use", description = "Makes it the one that builds use.")
    private boolean use;

    @Option(names = "--platform", description = "Sets the node's platforms by hand.")
    private List<String> platforms = List.of();

    @Option(names = "--driver-opt", description = "Options of the driver: KEY=VALUE.", split = ",")
    private Map<String, String> driverOptions = Map.of();

    @Parameters(
            arity = "0..1",
            paramLabel = "ENDPOINT",
            defaultValue = "",
            description = "unix:///… or tcp://host:port")
    private String endpoint;

    CreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws BuilderException {
        BuilderStore store = surroundings.store();
        String where = endpoint.isEmpty() ? surroundings.defaultEndpoint(effectiveDriver(store)) : endpoint;
        if (where.isEmpty()) {
            throw new BuilderException("a remote builder needs an address: give one, or set BUILDKIT_HOST");
        }
        BuilderInstance builder = new BuilderCreator(store, new SecureRandom())
                .create(new CreateRequest(name, driver, where, node, platforms, driverOptions, append));
        if (use) {
            store.use(builder.name());
        }
        surroundings.out().println(builder.name());
        return 0;
    }

    private String effectiveDriver(BuilderStore store) throws BuilderException {
        if (driver.isEmpty() && append && !name.isEmpty()) {
            return store.find(name).map(BuilderInstance::driver).orElse(Drivers.DOCKER);
        }
        return driver.isEmpty() ? Drivers.DOCKER : driver;
    }
}
