package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.imagetools.ImageCreator;
import io.jenkins.plugins.multiplatform.imagetools.IndexKind;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Makes one image of several and tags it.", mixinStandardHelpOptions = true)
final class ImagetoolsCreateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-t", "--tag"},
            description = "Reference of the new image; may be repeated.")
    private List<String> tags = List.of();

    @Option(
            names = {"-f", "--file"},
            description = "File with a source; may be repeated.")
    private List<Path> files = List.of();

    @Option(names = "--append", description = "Adds to what the first tag names; equal platforms are replaced.")
    private boolean append;

    @Option(names = "--dry-run", description = "Shows the image instead of pushing it.")
    private boolean dryRun;

    @Option(names = "--annotation", description = "[TYPE[PLATFORM][,TYPE...]:]KEY=VALUE; index or manifest-descriptor.")
    private List<String> annotations = List.of();

    @Option(
            names = {"-p", "--platform"},
            description = "Keeps these platforms alone.")
    private List<String> platforms = List.of();

    @Option(
            names = "--prefer-index",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "true",
            description = "Wraps a single manifest in an index.")
    private boolean preferIndex;

    @Option(names = "--media-types", description = "auto, oci or docker.", defaultValue = "auto")
    private String mediaTypes;

    @Option(names = "--allow-platform-loss", description = "Lets a tag lose platforms that it has now.")
    private boolean allowPlatformLoss;

    @Option(names = "--metadata-file", description = "Writes the result's metadata to a file.")
    private Path metadataFile;

    @Mixin
    private RegistryOptions registries = new RegistryOptions();

    @Parameters(paramLabel = "SOURCE", description = "Reference, digest, or descriptor as JSON.", arity = "0..*")
    private List<String> sources = List.of();

    ImagetoolsCreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        CreateRequest request = new CreateRequest(
                sources(),
                tags,
                annotations,
                platforms,
                append,
                preferIndex,
                IndexKind.parse(mediaTypes),
                dryRun,
                allowPlatformLoss);
        RegistryClient client = new RegistryClient(registries.settings(), surroundings.credentials());
        ImageCreator creator = new ImageCreator(client, surroundings.err()::println);
        CreateResult result = Interrupts.guard(() -> creator.create(request));
        result.notes().forEach(note -> surroundings.err().println("note: " + note));
        if (dryRun) {
            surroundings.out().print(result.text() + "\n");
            surroundings.out().flush();
        } else if (metadataFile != null) {
            write(result.metadata());
        }
        return 0;
    }

    /** Those of files first, as in buildx. */
    private List<String> sources() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : files) {
            try {
                all.add(Files.readString(file));
            } catch (NoSuchFileException e) {
                throw new IOException("open " + file + ": no such file or directory", e);
            }
        }
        all.addAll(sources);
        return all;
    }

    /** All of it or nothing: who waits for the file reads it at once. */
    private void write(byte[] content) throws IOException {
        Path folder = metadataFile.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("open " + metadataFile + ": is a directory");
        }
        Path draft = Files.createTempFile(folder, ".metadata", ".tmp");
        try {
            Files.write(draft, content);
            Files.move(draft, metadataFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, metadataFile, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
