package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.build.AtomicFile;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ConsoleReport;
import io.jenkins.plugins.multiplatform.build.MetadataJson;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a build is told of, and where its result is written. */
final class ResultFlags {
    @Option(names = "--progress", description = "auto, plain, rawjson, quiet or none.", defaultValue = "auto")
    private String progress;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints the image's digest alone.")
    private boolean quiet;

    @Option(names = "--metadata-file", description = "Takes the result as JSON.")
    private Path metadataFile;

    @Option(names = "--iidfile", description = "Takes the image's digest.")
    private Path imageIdFile;

    /** Whether the result is wanted as JSON. */
    boolean writesMetadata() {
        return metadataFile != null;
    }

    ProgressMode mode() throws InvalidOptionException {
        return ProgressMode.parse(progress, quiet);
    }

    BuildListener listener(Surroundings surroundings) throws InvalidOptionException {
        return switch (mode()) {
            case PLAIN -> new ConsoleReport(surroundings.err()::println);
            case RAW_JSON -> new RawJsonReport(surroundings.err()::println);
            case QUIET, NONE -> failuresOf(new ConsoleReport(surroundings.err()::println));
        };
    }

    private static BuildListener failuresOf(BuildListener report) {
        return event -> {
            if (event instanceof BuildEvent.PlatformFailed) {
                report.on(event);
            }
        };
    }

    /** Before the build: what can't be written is found, and no file of an earlier build is left to be taken for this one's. */
    void prepare() throws IOException {
        for (Path file : new Path[] {metadataFile, imageIdFile}) {
            Path folder = file == null ? null : file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new IOException("invalid output path: stat " + file.getParent() + ": no such file or directory");
            }
        }
        if (imageIdFile != null) {
            Files.deleteIfExists(imageIdFile);
        }
    }

    void tell(BuildResult result, String builder, Surroundings surroundings)
            throws IOException, InvalidOptionException {
        if (imageIdFile != null) {
            AtomicFile.write(imageIdFile, result.digest());
        }
        if (metadataFile != null) {
            AtomicFile.write(metadataFile, MetadataJson.of(result, builder));
        }
        for (MissingPlatform missing : result.missing()) {
            surroundings.err().println(warning(missing));
        }
        if (mode() == ProgressMode.PLAIN) {
            ConsoleReport.table(result).forEach(surroundings.out()::println);
        } else if (mode() == ProgressMode.QUIET && !result.digest().isEmpty()) {
            surroundings.out().println(result.digest());
        }
    }

    private String warning(MissingPlatform missing) throws InvalidOptionException {
        String text = "the result is without the optional platform " + missing.platform() + ": " + missing.reason();
        return mode() == ProgressMode.RAW_JSON ? RawJsonReport.warning(missing.platform(), text) : "WARNING: " + text;
    }
}
