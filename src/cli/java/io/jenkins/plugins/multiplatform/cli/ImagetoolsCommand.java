package io.jenkins.plugins.multiplatform.cli;

import picocli.CommandLine.Command;

@Command(
        name = "imagetools",
        description = "Looks at images in registries.",
        mixinStandardHelpOptions = true,
        subcommands = ImagetoolsInspectCommand.class)
final class ImagetoolsCommand {}
