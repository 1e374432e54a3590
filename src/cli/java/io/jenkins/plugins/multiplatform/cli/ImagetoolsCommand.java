package io.jenkins.plugins.multiplatform.cli;

import picocli.CommandLine.Command;

@Command(
        name = "imagetools",
        description = "Looks at images in registries and joins them.",
        mixinStandardHelpOptions = true,
        subcommands = {ImagetoolsCreateCommand.class, ImagetoolsInspectCommand.class})
final class ImagetoolsCommand {}
