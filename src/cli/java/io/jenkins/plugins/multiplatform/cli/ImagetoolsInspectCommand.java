package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectFormat;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Shows an image's platforms and digests.", mixinStandardHelpOptions = true)
final class ImagetoolsInspectCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--raw", description = "Shows the manifest's exact bytes.")
    private boolean raw;

    @Option(
            names = "--format",
            description = "Go template: .Name, .Manifest, .Image, .SBOM, .Provenance.",
            defaultValue = "")
    private String format;

    @Mixin
    private RegistryOptions registries = new RegistryOptions();

    @Parameters(paramLabel = "NAME")
    private String name;

    ImagetoolsInspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws RegistryException, ImageToolsException, InterruptedException {
        RegistryClient client = new RegistryClient(registries.settings(), surroundings.credentials());
        surroundings.out().print(new InspectFormat(client).show(name, format, raw));
        surroundings.out().flush();
        return 0;
    }
}
