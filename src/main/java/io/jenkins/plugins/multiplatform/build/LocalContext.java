package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.context.ContextException;
import io.jenkins.plugins.multiplatform.context.IgnoreFile;
import io.jenkins.plugins.multiplatform.context.Location;
import io.jenkins.plugins.multiplatform.context.RegularFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads contexts and Dockerfiles of this machine. */
final class LocalContext {
    private final Workspace workspace;

    LocalContext(Workspace workspace) {
        this.workspace = workspace;
    }

    ContextFacts read(BuildInput input, RegistrySettings web) throws PlanException, InterruptedException {
        if (input.context().isBlank()) {
            throw new PlanException("please specify build context (e.g. \".\" for the current directory)");
        }
        Path folder = Path.of(input.context());
        Map<String, String> folders =
                new HashMap<>(ContextFolders.places(input.options().contexts()));
        String place = folder.toAbsolutePath().normalize().toString();
        folders.put(ContextFacts.CONTEXT, place);
        Optional<String> given = DockerfileText.of(input, web);
        try {
            Location context = ContextCheck.folder(workspace, folder);
            if (given.isPresent()) {
                UnreadableFiles.refuse(
                        context, IgnoreFile.read(context, IgnoreFile.NAME), DockerfileText.parse(given.get()), input);
                return new ContextFacts(
                        place, folders, Map.of(ContextFacts.FILENAME, DockerfileText.FILENAME), given.get(), "", "");
            }
            Path path = input.dockerfile().isEmpty() ? folder.resolve("Dockerfile") : Path.of(input.dockerfile());
            ReadDockerfile dockerfile = dockerfile(path, input);
            Optional<IgnoreFile.Content> ignored =
                    dockerfile.ignored().isPresent() ? dockerfile.ignored() : IgnoreFile.read(context, IgnoreFile.NAME);
            UnreadableFiles.refuse(context, ignored, DockerfileText.parse(dockerfile.text()), input);
            return dockerfile.in(place, folders);
        } catch (IOException | InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /** A Dockerfile of this machine for a context that is none. */
    ContextFacts ofDockerfile(Path path, BuildInput input) throws PlanException {
        try {
            ReadDockerfile dockerfile = dockerfile(path, input);
            DockerfileText.parse(dockerfile.text());
            return dockerfile.in("", Map.of());
        } catch (IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    private ReadDockerfile dockerfile(Path path, BuildInput input) throws PlanException, IOException {
        Path found = ContextCheck.dockerfile(path).toAbsolutePath();
        PolicyFile.refuse(found, input);
        String name = String.valueOf(path.getFileName());
        byte[] content = content(workspace.locate(found), path);
        Path folder = found.getParent();
        if (folder == null) {
            throw new PlanException(path + " names no file");
        }
        Optional<IgnoreFile.Content> ignored =
                IgnoreFile.read(workspace.locate(folder), found.getFileName() + IgnoreFile.NAME);
        String text = DockerfileText.lenient(content);
        boolean wanted = DockerfileText.namesOtherFrontend(DockerfileText.parse(text), input.buildArgs());
        return new ReadDockerfile(folder, name, text, content, ignored, wanted);
    }

    /**
     * A Dockerfile as it was read.
     *
     * @param name that the frontend is told
     * @param ignored its own ignore file; empty if there is none
     * @param wantsFolder whether its frontend may read other files of the folder
     */
    private record ReadDockerfile(
            Path folder,
            String name,
            String text,
            byte[] content,
            Optional<IgnoreFile.Content> ignored,
            boolean wantsFolder) {

        ContextFacts in(String place, Map<String, String> others) {
            Map<String, String> folders = new HashMap<>(others);
            Map<String, byte[]> files = new HashMap<>();
            if (wantsFolder) {
                folders.put(ContextFacts.DOCKERFILE, folder.toString());
            } else {
                files.put(name, content);
                ignored.ifPresent(file -> files.put(name + IgnoreFile.NAME, file.content()));
            }
            return new ContextFacts(place, folders, Map.of("filename", name), text, "", "").withFiles(files);
        }
    }

    /** Named contexts' ignore files can't be honoured by a daemon that can't read them either. */
    void checkIgnoreFiles(BuildInput input) throws PlanException {
        for (NamedContext context : input.options().contexts().folders()) {
            try {
                IgnoreFile.read(ContextCheck.folder(workspace, Path.of(context.value())), IgnoreFile.NAME);
            } catch (ContextException e) {
                throw new PlanException("build context " + context.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private static byte[] content(Location file, Path asked) throws IOException {
        String failed = "failed to read dockerfile: open " + asked.getFileName() + ": ";
        try {
            return RegularFile.read(file, DockerfileText.MOST_BYTES);
        } catch (ContextException e) {
            throw e;
        } catch (IOException e) {
            throw new ContextException(
                    RegularFile.isTooLarge(e)
                            ? "failed to read dockerfile: " + asked + " is larger than 4 MiB; is it one?"
                            : failed + RegularFile.reason(e),
                    e);
        }
    }
}
