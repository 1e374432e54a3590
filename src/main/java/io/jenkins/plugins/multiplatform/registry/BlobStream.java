package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A blob on its way from one registry to another: counts, and breaks off before its end if it is not the blob that was
 * asked for, so that no registry gets a whole wrong one from us.
 */
final class BlobStream extends FilterInputStream {
    private final ContentDescriptor blob;
    private final MessageDigest hash;
    private final AtomicLong count = new AtomicLong();

    BlobStream(InputStream in, ContentDescriptor blob) {
        super(in);
        this.blob = blob;
        this.hash = blob.digest().newMessageDigest();
    }

    long count() {
        return count.get();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            hash.update(buffer, offset, read);
        }
        long total = count.addAndGet(Math.max(read, 0));
        boolean complete = total == blob.size() && read >= 0;
        if (total > blob.size() || (read < 0 && total < blob.size())) {
            throw new UnacceptableAnswerException("it should have " + blob.size() + " bytes and has " + total);
        }
        if (complete && read > 0 && !blob.digest().isHash(hash.digest())) {
            throw new UnacceptableAnswerException("its content does not have its digest");
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
