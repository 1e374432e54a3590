package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Forgets builders.", mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", arity = "1..*")
    private List<String> names;

    RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        BuilderStore store = surroundings.store();
        int failed = 0;
        for (String name : names) {
            try {
                store.alone(() -> {
                    store.remove(store.require(name).name());
                    return null;
                });
                surroundings.err().println(name + " removed");
            } catch (BuilderException e) {
                surroundings.err().println("failed to remove " + name + ": " + e.getMessage());
                failed++;
            }
        }
        if (failed > 0) {
            surroundings.err().println("ERROR: failed to remove one or more builders");
        }
        return failed == 0 ? 0 : Main.FAILED;
    }
}
