package io.jenkins.plugins.multiplatform.cli;

import picocli.CommandLine;

/** The command line's root. Exit codes are buildx's: 0, 1 for a failure, 130 for an interrupt. */
@CommandLine.Command(
        name = "mpb",
        description = "Builds a container image for several platforms on several nodes, as one tag.",
        mixinStandardHelpOptions = true,
        version = "mpb, the command line of the multi-platform-build plugin",
        subcommands = {
            BuildCommand.class,
            CreateCommand.class,
            ImagetoolsCommand.class,
            InspectCommand.class,
            ListCommand.class,
            RemoveCommand.class,
            UseCommand.class
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int INTERRUPTED = 130;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new Main(), new Commands(surroundings));
        commandLine.setOut(surroundings.out()).setErr(surroundings.err());
        failOnBadArguments(commandLine);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof InterruptedException) {
                surroundings.err().println("ERROR: canceled");
                return INTERRUPTED;
            }
            surroundings.err().println("ERROR: " + failure.getMessage());
            return FAILED;
        });
        return commandLine;
    }

    /** Like any failure; picocli's own code for it would be one that buildx does not have. */
    private static void failOnBadArguments(CommandLine commandLine) {
        commandLine.getCommandSpec().exitCodeOnInvalidInput(FAILED);
        commandLine.getSubcommands().values().forEach(Main::failOnBadArguments);
    }
}
