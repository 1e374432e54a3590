package io.jenkins.plugins.multiplatform.builder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builders as files of one folder: {@code instances/NAME} is JSON, {@code current} holds a name. Files are replaced
 * whole, and changes of several processes wait for each other.
 */
public final class FolderBuilderStore implements BuilderStore {
    private static final String CURRENT = "current";

    private final Path folder;

    public FolderBuilderStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<BuilderInstance> list() throws BuilderException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(instances())) {
            all.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("list builders in", instances(), e);
        }
        List<BuilderInstance> builders = new ArrayList<>();
        for (Path file : files) {
            read(file).ifPresent(builders::add);
        }
        return builders;
    }

    @Override
    public Optional<BuilderInstance> find(String name) throws BuilderException {
        return read(instances().resolve(BuilderNames.check(name)));
    }

    private Optional<BuilderInstance> read(Path file) throws BuilderException {
        try {
            return Optional.of(BuilderJson.read(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read builder", file, e);
        }
    }

    @Override
    public void save(BuilderInstance builder) throws BuilderException {
        write(instances(), builder.name(), BuilderJson.write(builder));
    }

    @Override
    public void remove(String name) throws BuilderException {
        Path file = instances().resolve(BuilderNames.check(name));
        try {
            Files.deleteIfExists(file);
            if (current().filter(name::equals).isPresent()) {
                Files.deleteIfExists(currentFile());
            }
        } catch (IOException e) {
            throw failed("remove builder", file, e);
        }
    }

    @Override
    public Optional<String> current() throws BuilderException {
        try {
            return Optional.of(Files.readString(currentFile()).strip()).filter(name -> !name.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", currentFile(), e);
        }
    }

    @Override
    public void use(String name) throws BuilderException {
        write(folder, CURRENT, name + "\n");
    }

    @Override
    public <T> T alone(Change<T> change) throws BuilderException {
        Path lock = folder.resolve(".lock");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                return held.isValid() ? change.run() : refuse(lock);
            }
        } catch (IOException e) {
            throw failed("lock", lock, e);
        }
    }

    private static <T> T refuse(Path lock) throws BuilderException {
        throw new BuilderException("lost the lock " + lock + " while changing builders");
    }

    private static void write(Path parent, String name, String content) throws BuilderException {
        Path file = parent.resolve(name);
        try {
            Files.createDirectories(parent);
            Path scratch = Files.createTempFile(parent, ".", ".new");
            Files.writeString(scratch, content, StandardCharsets.UTF_8);
            Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    private Path instances() {
        return folder.resolve("instances");
    }

    private Path currentFile() {
        return folder.resolve(CURRENT);
    }

    private static BuilderException failed(String tried, Path on, IOException why) {
        return new BuilderException("failed to " + tried + " " + on + ": " + why.getMessage(), why);
    }
}
