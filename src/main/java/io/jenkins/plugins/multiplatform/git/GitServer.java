package io.jenkins.plugins.multiplatform.git;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.PeerText;
import io.jenkins.plugins.multiplatform.transport.TcpDialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server of a repository which commit a name stands for now.
 *
 * @see <a href="https://git-scm.com/docs/gitprotocol-http#_smart_clients">over HTTP</a>
 * @see <a href="https://git-scm.com/docs/gitprotocol-pack#_git_transport">over its own protocol</a>
 */
public final class GitServer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = 9418;
    private static final int OK = 200;

    private final URI remote;

    private GitServer(URI remote) {
        this.remote = remote;
    }

    /** Empty for what can only be asked with keys: SSH. */
    public static Optional<GitServer> of(String remote) {
        try {
            URI uri = URI.create(remote);
            boolean known = uri.getScheme() != null && uri.getScheme().matches("https?|git") && uri.getHost() != null;
            return known ? Optional.of(new GitServer(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @param name a branch, a tag, or empty for the branch that is checked out by default
     * @return nothing if the repository has no such name
     * @throws IOException if the server can't be asked; without the password that the address may have
     */
    public Optional<String> commit(String name) throws IOException, InterruptedException {
        try {
            return (remote.getScheme().equals("git") ? plain() : http()).commit(name);
        } catch (InterruptedIOException e) {
            InterruptedException interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            // The JDK quotes what it could not read, as it came.
            throw new IOException(PeerText.line(String.valueOf(e.getMessage())), e);
        }
    }

    private RemoteRefs plain() throws IOException {
        int port = remote.getPort() < 0 ? PORT : remote.getPort();
        String request = "git-upload-pack " + remote.getPath() + "\0host=" + remote.getHost() + "\0";
        byte[] line = String.format("%04x%s", request.length() + 4, request).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Void> finished = new CompletableFuture<>();
        try (DuplexStream stream = new TcpDialer(remote.getHost(), port).dial()) {
            Runnable hangUp = stream::close;
            finished.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
                hangUp.run();
                return null;
            });
            stream.out().write(line);
            return RemoteRefs.read(stream.in(), false);
        } finally {
            finished.complete(null);
        }
    }

    private RemoteRefs http() throws IOException, InterruptedException {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL);
        Optional.ofNullable(ProxySelector.getDefault()).ifPresent(client::proxy);
        if (remote.getUserInfo() != null) {
            client.authenticator(new AddressLogin(remote));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(refsUri())
                .timeout(PATIENCE)
                .header("User-Agent", "git/2 (multi-platform-build)");
        HttpResponse<InputStream> response =
                client.build().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return RemoteRefs.read(body, true);
        }
    }

    private URI refsUri() {
        String authority =
                remote.getRawAuthority().substring(remote.getRawAuthority().lastIndexOf('@') + 1);
        return URI.create(
                remote.getScheme() + "://" + authority + remote.getRawPath() + "/info/refs?service=git-upload-pack");
    }
}
