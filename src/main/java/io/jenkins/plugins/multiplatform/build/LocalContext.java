package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads contexts and Dockerfiles of this machine. */
final class LocalContext {
    private LocalContext() {}

    static ContextFacts read(BuildInput input, RegistrySettings web) throws PlanException, InterruptedException {
        if (input.context().isBlank()) {
            throw new PlanException("please specify build context (e.g. \".\" for the current directory)");
        }
        Path folder = Path.of(input.context());
        Map<String, String> folders =
                new HashMap<>(ContextFolders.places(input.options().contexts()));
        String place = folder.toAbsolutePath().normalize().toString();
        folders.put(ContextFacts.CONTEXT, place);
        Optional<String> given = DockerfileText.of(input, web);
        Path path = input.dockerfile().isEmpty() ? folder.resolve("Dockerfile") : Path.of(input.dockerfile());
        try {
            if (given.isPresent()) {
                UnreadableFiles.refuse(
                        ContextCheck.folder(folder), Optional.empty(), DockerfileText.parse(given.get()), input);
                return new ContextFacts(
                        place, folders, Map.of("filename", DockerfileText.FILENAME), given.get(), "", "");
            }
            Path found = ContextCheck.verify(folder, path).toAbsolutePath();
            PolicyFile.refuse(found, input);
            String text = text(found, path);
            UnreadableFiles.refuse(folder, Optional.of(found), DockerfileText.parse(text), input);
            folders.put(ContextFacts.DOCKERFILE, folderOf(found));
            return new ContextFacts(
                    place, folders, Map.of("filename", String.valueOf(path.getFileName())), text, "", "");
        } catch (IOException | InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /** A Dockerfile of this machine for a context that is none. */
    static ContextFacts ofDockerfile(Path path, BuildInput input) throws PlanException {
        try {
            Path found = ContextCheck.verify(path.toAbsolutePath().resolveSibling("."), path)
                    .toAbsolutePath();
            PolicyFile.refuse(found, input);
            String text = text(found, path);
            DockerfileText.parse(text);
            return new ContextFacts(
                    "",
                    Map.of(ContextFacts.DOCKERFILE, folderOf(found)),
                    Map.of("filename", String.valueOf(path.getFileName())),
                    text,
                    "",
                    "");
        } catch (IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    private static String text(Path found, Path asked) throws PlanException, IOException {
        if (Files.size(found) > DockerfileText.MOST_BYTES) {
            throw new PlanException("failed to read dockerfile: " + asked + " is larger than 4 MiB; is it one?");
        }
        return DockerfileText.lenient(Files.readAllBytes(found));
    }

    private static String folderOf(Path file) {
        return file.resolveSibling(".").toString();
    }
}
