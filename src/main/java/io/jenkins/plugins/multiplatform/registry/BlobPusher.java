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

/**
 * Sends the content of a blob to where its upload was begun, in one piece and with little of it in memory. Sent once:
 * after a failure the upload is begun anew.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#post-then-put">POST then PUT</a>
 */
final class BlobPusher {
    private static final int MOST_BYTES = 64 << 10;

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

    void push(ContentDescriptor blob, URI location, BlobStream content)
            throws RegistryException, IOException, AuthException, InterruptedException {
        String separator = location.getRawQuery() == null ? "?" : "&";
        URI target = URI.create(location + separator + "digest=" + blob.digest());
        RegistryRequest request = new RegistryRequest(
                "PUT",
                target.toString(),
                Map.of("Content-Type", "application/octet-stream"),
                body(blob, content),
                List.of(TokenScope.pullAndPush(repository.path())),
                false);
        Identity identity = session.identify(request, target);
        var http = request.toHttp(target);
        identity.authorization().ifPresent(value -> http.header("Authorization", value));
        HttpResponse<byte[]> response = sender.send(http.build(), BoundedBody.upTo(MOST_BYTES), idle, content::count);
        if (response.statusCode() / 100 != 2) {
            String action = "upload blob " + blob.digest() + " to " + repository.name();
            RegistryAnswer<byte[]> answer = new RegistryAnswer<>(response, identity, 1);
            throw ErrorAnswers.toException(action, session.host(), answer, response.body());
        }
    }

    private static BodyPublisher body(ContentDescriptor blob, BlobStream content) {
        return blob.size() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), blob.size());
    }
}
