package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sends the content of a blob to where its upload was begun, in one piece and with little of it in memory. Sent once
 * for each token: after another failure the upload is begun anew.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#post-then-put">POST then PUT</a>
 */
final class BlobPusher {
    private static final int MOST_BYTES = 64 << 10;
    private static final int CHUNK = 8 << 20;
    private static final int UNAUTHORIZED = 401;
    private static final String BYTES = "application/octet-stream";

    private final HostSession session;
    private final HttpSender sender;
    private final Reference repository;
    private final Duration idle;

    /** @param idle how long nothing may move before the upload counts as broken */
    BlobPusher(HostSession session, HttpSender sender, Reference repository, Duration idle) {
        this.session = session;
        this.sender = sender;
        this.repository = repository;
        this.idle = idle;
    }

    /** Content from its start. */
    @FunctionalInterface
    interface Content {
        BlobStream open() throws RegistryException, IOException, InterruptedException;
    }

    /** @param content opened again where the registry wants another token when it has been sent */
    void push(ContentDescriptor blob, URI location, Content content)
            throws RegistryException, IOException, AuthException, InterruptedException {
        URI target = finished(location, blob);
        RegistryRequest request = request("PUT", target, Map.of("Content-Type", BYTES), BodyPublishers.noBody());
        Identity identity = session.identify(request, target);
        HttpResponse<byte[]> response = stream(blob, request, target, identity, content);
        Optional<Identity> again = identifyAgain(response, request, identity);
        if (again.isPresent()) {
            identity = again.get();
            response = stream(blob, request, target, identity, content);
        }
        requireSuccess(response, blob, identity);
    }

    private HttpResponse<byte[]> stream(
            ContentDescriptor blob, RegistryRequest request, URI target, Identity identity, Content content)
            throws RegistryException, IOException, InterruptedException {
        try (BlobStream stream = content.open()) {
            return sendOnce(request.withBody(body(blob, stream)), target, identity, stream::count);
        }
    }

    /**
     * Sends it in many requests, for what stands before a registry and lets no large one through.
     *
     * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-a-blob-in-chunks">
     *     pushing a blob in chunks</a>
     */
    void pushInChunks(ContentDescriptor blob, URI location, BlobStream content)
            throws RegistryException, IOException, AuthException, InterruptedException {
        URI next = location;
        long sent = 0;
        for (byte[] chunk = content.readNBytes(CHUNK); chunk.length > 0; chunk = content.readNBytes(CHUNK)) {
            Map<String, String> headers =
                    Map.of("Content-Type", BYTES, "Content-Range", sent + "-" + (sent + chunk.length - 1));
            HttpResponse<byte[]> answer =
                    send("PATCH", blob, next, headers, BodyPublishers.ofByteArray(chunk), content::count);
            Optional<String> further = answer.headers().firstValue("Location");
            next = further.isEmpty() ? next : Redirects.resolve(answer.uri(), further.get());
            sent += chunk.length;
        }
        send("PUT", blob, finished(next, blob), Map.of(), BodyPublishers.noBody(), content::count);
    }

    private static URI finished(URI location, ContentDescriptor blob) {
        String separator = location.getRawQuery() == null ? "?" : "&";
        return URI.create(location + separator + "digest=" + blob.digest());
    }

    private HttpResponse<byte[]> send(
            String method,
            ContentDescriptor blob,
            URI target,
            Map<String, String> headers,
            BodyPublisher body,
            LongSupplier progress)
            throws RegistryException, IOException, AuthException, InterruptedException {
        RegistryRequest request = request(method, target, headers, body);
        Identity identity = session.identify(request, target);
        HttpResponse<byte[]> response = sendOnce(request, target, identity, progress);
        Optional<Identity> again = identifyAgain(response, request, identity);
        if (again.isPresent()) {
            identity = again.get();
            response = sendOnce(request, target, identity, progress);
        }
        return requireSuccess(response, blob, identity);
    }

    private RegistryRequest request(String method, URI target, Map<String, String> headers, BodyPublisher body) {
        List<TokenScope> scopes = List.of(TokenScope.pullAndPush(repository.path()));
        return new RegistryRequest(method, target.toString(), headers, body, scopes, false);
    }

    private HttpResponse<byte[]> sendOnce(RegistryRequest request, URI target, Identity identity, LongSupplier progress)
            throws IOException, InterruptedException {
        var http = request.toHttp(target);
        identity.authorization().ifPresent(value -> http.header("Authorization", value));
        return sender.send(http.build(), BoundedBody.upTo(MOST_BYTES), idle, progress);
    }

    /** A token may end between the start of an upload and its end. */
    private Optional<Identity> identifyAgain(HttpResponse<byte[]> response, RegistryRequest request, Identity used)
            throws IOException, AuthException, InterruptedException {
        return response.statusCode() == UNAUTHORIZED
                ? session.identifyAgain(response, used, request)
                : Optional.empty();
    }

    private HttpResponse<byte[]> requireSuccess(
            HttpResponse<byte[]> response, ContentDescriptor blob, Identity identity) throws RegistryException {
        if (response.statusCode() / 100 != 2) {
            String action = "upload blob " + blob.digest() + " to " + repository.name();
            RegistryAnswer<byte[]> answer = new RegistryAnswer<>(response, identity, 1);
            throw ErrorAnswers.toException(action, session.host(), answer, response.body());
        }
        return response;
    }

    private static BodyPublisher body(ContentDescriptor blob, BlobStream content) {
        return blob.size() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), blob.size());
    }
}
