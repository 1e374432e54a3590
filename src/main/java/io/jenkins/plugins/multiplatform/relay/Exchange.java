package io.jenkins.plugins.multiplatform.relay;

import java.io.Closeable;
import java.io.InputStream;
import java.util.zip.Inflater;

/** One request of N until its reader has all of the answer. */
final class Exchange implements Closeable {
    private final FrameType type;
    private final int id;
    private final Link link;
    private final Inbox inbox;
    private final CreditGate credit;

    Exchange(FrameType type, int id, Link link, WindowPool pool, int window) throws ProtocolException {
        this.type = type;
        this.id = id;
        this.link = link;
        this.inbox = new Inbox(id, link, pool, window);
        this.credit = new CreditGate(WindowPool.FIRST);
    }

    FrameType type() {
        return type;
    }

    int id() {
        return id;
    }

    Inbox inbox() {
        return inbox;
    }

    CreditGate credit() {
        return credit;
    }

    InputStream content(Pool<Inflater> inflaters) {
        return new BlockReader(inbox, link, inflaters);
    }

    /** @return whether it was the last frame */
    boolean received(Frame frame) throws ProtocolException {
        switch (frame.type()) {
            case DATA -> {
                inbox.add(frame);
                return false;
            }
            case CREDIT -> {
                credit.add(frame.number());
                return false;
            }
            case END -> inbox.end();
            case GONE -> inbox.gone();
            case ERROR -> inbox.fail(new RelayException(frame.text()));
            default -> throw new ProtocolException("sent " + frame.type() + ", which is not for it to send");
        }
        credit.end();
        return true;
    }

    void lost(RelayException cause) {
        inbox.fail(cause);
        credit.end();
    }

    /** Has W stop, if it has not finished; its window is given back when it has. */
    @Override
    public void close() {
        if (inbox.discard()) {
            link.send(Frame.empty(FrameType.CANCEL, id));
        }
    }
}
