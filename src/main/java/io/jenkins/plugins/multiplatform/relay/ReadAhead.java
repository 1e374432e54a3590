package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource.ExpectedFile;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Asks W for files before a reader comes for them. A turn from N to W and back takes milliseconds, and often more than
 * a small file does: twenty thousand of them one after the other would take minutes.
 */
final class ReadAhead {
    private static final int SMALLEST_WINDOW = 1 << 10;

    private final Opener opener;
    private final Deque<Ahead> waiting = new ArrayDeque<>();

    ReadAhead(Opener opener) {
        this.opener = opener;
    }

    /** How a file's exchange is begun and read. */
    interface Opener {
        Optional<Exchange> tryBegin(int window, String name, String path) throws IOException;

        Optional<InputStream> open(int window, String name, String path) throws IOException;

        Optional<InputStream> opened(Exchange exchange) throws IOException;
    }

    ExpectedFile expect(String name, FileStat file) {
        Ahead ahead = new Ahead(name, file);
        synchronized (this) {
            waiting.add(ahead);
        }
        topUp();
        return ahead;
    }

    /** Begins as many as there is room for, in the order in which they will be read. */
    synchronized void topUp() {
        while (!waiting.isEmpty()) {
            Ahead next = waiting.peek();
            if (!next.taken && !next.begin()) {
                return;
            }
            waiting.remove();
        }
    }

    private final class Ahead implements ExpectedFile {
        private final String name;
        private final String path;
        private final int window;
        private Exchange exchange;
        private boolean taken;

        Ahead(String name, FileStat file) {
            this.name = name;
            this.path = file.path();
            // Twice the size, as a block takes half of it; more than that comes when the file has grown.
            long room = 2 * (Math.min(file.size(), WindowPool.FIRST) + Frame.HEADER + Integer.BYTES);
            this.window = (int) Math.max(SMALLEST_WINDOW, Math.min(WindowPool.FIRST, room));
        }

        private boolean begin() {
            try {
                exchange = opener.tryBegin(window, name, path).orElse(null);
                return exchange != null;
            } catch (IOException e) {
                // Whoever opens it gets the same.
                return false;
            }
        }

        private Optional<Exchange> take() {
            synchronized (ReadAhead.this) {
                taken = true;
                return Optional.ofNullable(exchange);
            }
        }

        @Override
        public Optional<InputStream> open() throws IOException {
            Optional<Exchange> begun = take();
            topUp();
            return begun.isPresent() ? opener.opened(begun.get()) : opener.open(window, name, path);
        }

        @Override
        public void close() {
            take().ifPresent(Exchange::close);
        }
    }
}
