package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.concurrent.ConcurrentMap;

/** One platform's share of a folder that several platforms have together: no file may be of two of them. */
final class MergedFolder implements OutputFolder {
    private final OutputFolder folder;
    private final Platform platform;
    private final ConcurrentMap<String, Platform> owners;

    /** @param owners of the folder's files, shared by its platforms */
    MergedFolder(OutputFolder folder, Platform platform, ConcurrentMap<String, Platform> owners) {
        this.folder = folder;
        this.platform = platform;
        this.owners = owners;
    }

    @Override
    public void make(FileStat entry) throws IOException {
        Platform owner = entry.isDirectory() ? null : owners.putIfAbsent(entry.path(), platform);
        if (owner != null && !owner.equals(platform)) {
            throw new IOException("cannot overwrite " + entry.path() + " from " + owner.formatAll() + " with "
                    + platform.formatAll() + " when split option is disabled");
        }
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
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
