package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.build.TextTable;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "Lists builders and their nodes.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws BuilderException, InterruptedException {
        BuilderStore store = surroundings.store();
        String current = store.current().orElse(Surroundings.DEFAULT);
        List<BuilderInstance> builders = new ArrayList<>(store.list());
        builders.add(surroundings.builder(Surroundings.DEFAULT));
        List<String> errors = new ArrayList<>();
        TextTable table = new TextTable("NAME/NODE", "DRIVER/ENDPOINT", "STATUS", "BUILDKIT", "PLATFORMS");
        for (BuilderInstance builder : builders) {
            table.row(builder.name() + (builder.name().equals(current) ? "*" : ""), builder.driver(), "", "", "");
            for (NodeStatus node : BuilderInspector.inspect(builder)) {
                table.row(
                        " \\_ " + node.node().name(),
                        node.node().endpoint(),
                        node.isRunning() ? "running" : "error",
                        node.version(),
                        String.join(", ", NodePlatforms.marked(node)));
                if (!node.isRunning()) {
                    errors.add("Cannot load node " + node.node().name() + ": " + node.error());
                }
            }
        }
        table.lines().forEach(surroundings.out()::println);
        errors.forEach(surroundings.err()::println);
        return 0;
    }
}
