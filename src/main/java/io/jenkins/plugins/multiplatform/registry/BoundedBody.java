package io.jenkins.plugins.multiplatform.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Reads a body into memory up to a limit: a registry decides what it sends, we decide how much of it is taken. Beyond
 * the limit a success is an error and an error's text is cut.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
    private static final int MOST_OF_AN_ERROR = 64 << 10;

    private final int limit;
    private final boolean cut;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Flow.Subscription subscription;

    private BoundedBody(int limit, boolean cut) {
        this.limit = limit;
        this.cut = cut;
    }

    static BodyHandler<byte[]> upTo(int limit) {
        return info -> info.statusCode() / 100 == 2 ? new BoundedBody(limit, false) : ofError();
    }

    /**
     * A success as a stream, everything else in memory, so that nobody waits for the end of an error.
     *
     * @param host that sends it, for errors
     * @param idle how long nothing may come
     */
    static BodyHandler<InputStream> streamed(String host, Duration idle) {
        return info -> info.statusCode() / 100 == 2
                ? new StreamedBody(host, idle)
                : BodySubscribers.mapping(ofError(), ByteArrayInputStream::new);
    }

    private static BodySubscriber<byte[]> ofError() {
        return new BoundedBody(MOST_OF_AN_ERROR, true);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] piece = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            buffer.get(piece);
            bytes.writeBytes(piece);
            if (buffer.hasRemaining()) {
                subscription.cancel();
                stop();
                return;
            }
        }
        subscription.request(1);
    }

    private void stop() {
        if (cut) {
            result.complete(bytes.toByteArray());
        } else {
            result.completeExceptionally(UnacceptableAnswerException.tooLarge(limit));
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(bytes.toByteArray());
    }
}
