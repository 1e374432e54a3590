package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.ResultPaths;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** An output that is a folder. N has checked the paths that its daemon sent; here they are checked because it is N. */
final class ReceivedFolder implements ReceivedOutput {
    private final OutputFolder folder;
    private final EntryLimit.Share remembered;
    private final ResultPaths paths = new ResultPaths();
    private final Map<String, FileStat> incomplete = new HashMap<>();

    ReceivedFolder(OutputFolder folder, EntryLimit.Share remembered) {
        this.folder = folder;
        this.remembered = remembered;
    }

    @Override
    public void make(FileStat entry) throws IOException {
        remembered.add(entry);
        try {
            paths.check(entry);
        } catch (IOException e) {
            throw new RefusedException(e.getMessage());
        }
        folder.make(entry);
        if (entry.isRegular() && !ResultPaths.isHardLink(entry)) {
            incomplete.put(entry.path(), entry);
        }
    }

    @Override
    public void append(String path, byte[] piece) throws IOException {
        folder.append(known(incomplete.get(path), path), piece);
    }

    @Override
    public void complete(String path) throws IOException {
        folder.complete(known(incomplete.remove(path), path));
    }

    private static FileStat known(FileStat file, String path) throws ProtocolException {
        if (file == null) {
            throw new ProtocolException(
                    "sent content of " + Texts.quote(path) + ", which is no file that it has begun");
        }
        return file;
    }

    @Override
    public void finish() throws IOException {
        if (!incomplete.isEmpty()) {
            throw new ProtocolException("finished an output of which " + incomplete.size() + " files are not complete");
        }
        folder.finish();
    }

    @Override
    public void close() throws IOException {
        try {
            folder.close();
        } finally {
            remembered.close();
        }
    }
}
