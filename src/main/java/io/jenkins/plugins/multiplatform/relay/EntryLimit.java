package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.context.FileStat;

/** How much N has W remember of folders that it sends: each entry is checked against all that came before it. */
final class EntryLimit {
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int MOST_CHARACTERS = 64 << 20;

    private final int mostEntries;
    private final int mostCharacters;
    private int entries;
    private long characters;

    EntryLimit() {
        this(MOST_ENTRIES, MOST_CHARACTERS);
    }

    EntryLimit(int mostEntries, int mostCharacters) {
        this.mostEntries = mostEntries;
        this.mostCharacters = mostCharacters;
    }

    /** For one folder. */
    Share share() {
        return new Share();
    }

    private synchronized void take(int length) throws RelayException {
        if (entries == mostEntries || length > mostCharacters - characters) {
            throw new RelayException("Refused to write the build's result: what is sent at once has more than "
                    + mostEntries + " files, or names of more than " + mostCharacters
                    + " characters. Leave some out, or have them sent as one file (type=tar).");
        }
        entries++;
        characters += length;
    }

    private synchronized void giveBack(int count, long length) {
        entries -= count;
        characters -= length;
    }

    /** What is remembered of one folder, until it is closed. Used by one thread. */
    final class Share implements AutoCloseable {
        private int count;
        private long length;

        /** @throws RelayException if it is more than allowed */
        void add(FileStat entry) throws RelayException {
            int more = entry.path().length() + entry.linkname().length();
            take(more);
            count++;
            length += more;
        }

        @Override
        public void close() {
            giveBack(count, length);
            count = 0;
            length = 0;
        }
    }
}
