package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The names in one folder, ascending by UTF-8 bytes. */
final class FolderListing {
    /**
     * @param isUtf8 false if the name is only an approximation, which is enough to leave it out
     */
    record Entry(String name, Path path, boolean isUtf8) {
        static Entry of(Path path) {
            Optional<String> name = FileNames.name(path);
            return new Entry(name.orElseGet(() -> String.valueOf(path.getFileName())), path, name.isPresent());
        }
    }

    private final List<Entry> entries;
    private int next;

    private FolderListing(List<Entry> entries) {
        this.entries = entries;
    }

    /** No link leads to it, also if somebody puts one on the way while it is listed. */
    static FolderListing of(Location folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Path path = folder.path();
        try (OpenFolder open = folder.folder()) {
            open.names().forEach(name -> entries.add(Entry.of(path.resolve(name))));
        }
        entries.sort(Comparator.comparing(Entry::name, GoPath.BY_BYTES));
        return new FolderListing(entries);
    }

    boolean hasNext() {
        return next < entries.size();
    }

    Entry next() {
        return entries.set(next++, null);
    }
}
