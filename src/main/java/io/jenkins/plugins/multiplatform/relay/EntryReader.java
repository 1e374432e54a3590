package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the answer to a WALK; what is no list of entries ends the link. */
final class EntryReader {
    private final DataInputStream in;
    private final Link link;

    EntryReader(InputStream in, Link link) {
        this.in = new DataInputStream(in);
        this.link = link;
    }

    Optional<FileStat> next() throws IOException {
        try {
            return EntryCodec.read(in);
        } catch (EOFException e) {
            throw broken(new ProtocolException("sent half an entry"));
        } catch (ProtocolException e) {
            throw broken(e);
        }
    }

    private IOException broken(ProtocolException violation) {
        link.broke(violation);
        return link.end()
                .map(RelayException::again)
                .map(IOException.class::cast)
                .orElse(violation);
    }
}
