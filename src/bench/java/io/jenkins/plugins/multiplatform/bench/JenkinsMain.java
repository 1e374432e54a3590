package io.jenkins.plugins.multiplatform.bench;

import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench jenkins",
        mixinStandardHelpOptions = true,
        description = "Measures the step on a Jenkins of this machine that has the plugin.")
final class JenkinsMain implements Callable<Integer> {
    @Option(
            names = "--url",
            required = true,
            description = "Of the controller, e.g. http://admin:API-TOKEN@127.0.0.1:8080/; makes agents and jobs there,"
                    + " and removes them.")
    private URI url;

    @Option(
            names = "--runs",
            description = "Measured runs of each side (default ${DEFAULT-VALUE}; 0 for none of it).",
            defaultValue = "10")
    private int runs;

    @Option(
            names = "--connections",
            description = "Of the far agent (default ${DEFAULT-VALUE}; 0 for none of it).",
            defaultValue = "5")
    private int connections;

    @Option(
            names = "--weight-runs",
            description =
                    "Measured runs of what the controller is asked for its cost (default ${DEFAULT-VALUE}; 0 for none of"
                            + " it).",
            defaultValue = "3")
    private int weightRuns;

    @Option(names = "--mpb", hidden = true, required = true)
    private Path mpb;

    public static void main(String[] arguments) {
        BenchProcess.run(new JenkinsMain(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        TestBed bed = TestBed.load().orElseThrow(() -> new BenchException("no test bed: run bin/testbed up"));
        JenkinsScripts controller = new JenkinsScripts(url);
        Path agents = Files.createTempDirectory("mpb-bench-agents-");
        try (BenchBed benchBed = BenchBed.open(bed, mpb)) {
            if (runs > 0) {
                System.out.print(new ThroughJenkins(controller, agents, benchBed).measure(runs));
            }
            if (weightRuns > 0) {
                System.out.print(new ControllerWeight(controller, agents, benchBed).measure(weightRuns));
            }
            if (connections > 0) {
                System.out.print(
                        new FirstStep(controller, agents).measure(benchBed.engine(), benchBed.base(), connections));
            }
            return 0;
        } finally {
            Folders.delete(agents);
        }
    }
}
