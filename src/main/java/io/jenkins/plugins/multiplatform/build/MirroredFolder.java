package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Remembers what one platform's result has in a mirrored folder. */
final class MirroredFolder implements OutputFolder {
    private final OutputFolder folder;
    private final String prefix;
    private final Consumer<Set<String>> whole;
    private final Set<String> names = new HashSet<>();

    /**
     * @param inside the folder's name in the mirrored one, or empty
     * @param whole hears of the names when all of them are there
     */
    MirroredFolder(OutputFolder folder, String inside, Consumer<Set<String>> whole) {
        this.folder = folder;
        this.prefix = inside.isEmpty() ? "" : inside + "/";
        this.whole = whole;
        if (!inside.isEmpty()) {
            names.add(inside);
        }
    }

    @Override
    public void make(FileStat entry) throws IOException {
        names.add(prefix + entry.path());
        folder.make(entry);
    }

    @Override
    public void append(FileStat file, byte[] content) throws IOException {
        folder.append(file, content);
    }

    @Override
    public void complete(FileStat file) throws IOException {
        folder.complete(file);
    }

    @Override
    public void finish() throws IOException {
        folder.finish();
        whole.accept(names);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
