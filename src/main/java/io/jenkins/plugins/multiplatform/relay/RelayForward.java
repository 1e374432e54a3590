package io.jenkins.plugins.multiplatform.relay;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * C's part: passes bytes on between W and N, and the end of one side to the other, without a look into them. Has two
 * threads, and memory for {@link ForwardQueue#LIMIT} in each direction.
 */
public final class RelayForward implements Closeable {
    private final ForwardQueue toNode;
    private final ForwardQueue toWorkspace;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Consumer<IOException>> listeners = new ArrayList<>();
    private RelayException end;
    private int running;
    private boolean over;

    /**
     * @param workspace names W in texts, such as {@code agent linux-1}
     * @param node names N
     */
    public RelayForward(String workspace, String node) {
        this.toNode = new ForwardQueue(workspace, node, this);
        this.toWorkspace = new ForwardQueue(node, workspace, this);
    }

    /** What W's bytes are written into. Never blocks; throws if too many wait, and once the relay has ended. */
    public OutputStream fromWorkspace() {
        return toNode;
    }

    /** What N's bytes are written into, as for W's. */
    public OutputStream fromNode() {
        return toWorkspace;
    }

    /** Both streams may block, and are closed at the end. */
    public synchronized void start(OutputStream workspace, OutputStream node) {
        if (!threads.isEmpty()) {
            throw new IllegalStateException("started before");
        }
        running = 2;
        threads.add(Threads.start(toNode.describe(), () -> forward(toNode, node)));
        threads.add(Threads.start(toWorkspace.describe(), () -> forward(toWorkspace, workspace)));
    }

    private void forward(ForwardQueue queue, OutputStream target) {
        try {
            queue.drain(target);
            // Who has closed reads no more either: the other direction has nobody to go to.
            close(new RelayException("The relay of a build context has ended: " + queue.from() + " closed it"));
        } catch (InterruptedException e) {
            // The relay was closed, which is on record.
        } catch (IOException | RuntimeException e) {
            // Any: the other direction would be left with nobody to answer.
            close(new RelayException(
                    "Ended the relay of a build context from " + queue.from() + ": " + queue.to()
                            + " can't be written to: " + e,
                    e));
        }
        // An interrupt has done its work, and closing may need to wait.
        Thread.interrupted();
        try {
            target.close();
        } catch (IOException | RuntimeException e) {
            // The peer is gone already, or finds out by its own deadline.
        }
        ended();
    }

    private void ended() {
        List<Consumer<IOException>> told;
        RelayException cause;
        synchronized (this) {
            running--;
            if (running > 0) {
                return;
            }
            over = true;
            cause = end;
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.accept(cause));
    }

    void close(RelayException cause) {
        List<Thread> interrupted;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = cause;
            interrupted = List.copyOf(threads);
        }
        toNode.drop();
        toWorkspace.drop();
        interrupted.forEach(Thread::interrupt);
    }

    synchronized void throwIfClosed() throws RelayException {
        if (end != null) {
            throw end.again();
        }
    }

    /** Hears once, when both directions have ended, why. At once if they have before. */
    public void onClosed(Consumer<IOException> listener) {
        RelayException cause;
        synchronized (this) {
            if (!over) {
                listeners.add(listener);
                return;
            }
            cause = end;
        }
        listener.accept(cause);
    }

    /** Bytes passed on so far. */
    public long toNodeBytes() {
        return toNode.total();
    }

    /** Bytes passed on so far. */
    public long toWorkspaceBytes() {
        return toWorkspace.total();
    }

    /** The most bytes that ever waited in one of the directions. */
    int peak() {
        return Math.max(toNode.peak(), toWorkspace.peak());
    }

    /** Ends both directions without waiting; what was not passed on is dropped. */
    @Override
    public void close() {
        close(new RelayException(
                "The relay of a build context was closed on the controller, as the build needs it no" + " more"));
    }
}
