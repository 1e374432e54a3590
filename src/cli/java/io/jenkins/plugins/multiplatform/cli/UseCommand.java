package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "use", description = "Sets the builder that builds use.", mixinStandardHelpOptions = true)
final class UseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME")
    private String name;

    UseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws BuilderException {
        BuilderStore store = surroundings.store();
        store.use(surroundings.require(name).name());
        return 0;
    }
}
