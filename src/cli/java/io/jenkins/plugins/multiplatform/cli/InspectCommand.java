package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Shows a builder and asks its nodes.", mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = "")
    private String name;

    InspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws BuilderException, InterruptedException {
        BuilderInstance builder = surroundings.builder(name);
        PrintWriter out = surroundings.out();
        out.println("Name:   " + builder.name());
        out.println("Driver: " + builder.driver());
        out.println();
        out.println("Nodes:");
        for (NodeStatus node : BuilderInspector.inspect(builder)) {
            print(out, node);
        }
        return 0;
    }

    private static void print(PrintWriter out, NodeStatus node) {
        out.println("Name:             " + node.node().name());
        out.println("Endpoint:         " + node.node().endpoint());
        if (!node.isRunning()) {
            out.println("Error:            " + node.error());
            out.println();
            return;
        }
        out.println("Status:           running");
        out.println("ID:               " + node.id());
        out.println("BuildKit version: " + node.version());
        out.println("Native:           "
                + node.nativePlatforms().stream().map(Platform::formatAll).collect(Collectors.joining(", ")));
        out.println("Platforms:        " + String.join(", ", NodePlatforms.marked(node)));
        out.println();
    }
}
