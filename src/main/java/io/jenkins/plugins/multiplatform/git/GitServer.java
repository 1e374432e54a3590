package io.jenkins.plugins.multiplatform.git;

import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.PeerText;
import io.jenkins.plugins.multiplatform.transport.TcpDialer;
import java.io.Closeable;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Asks the server of a repository which commit a name stands for now.
 *
 * @see <a href="https://git-scm.com/docs/gitprotocol-http#_smart_clients">over HTTP</a>
 * @see <a href="https://git-scm.com/docs/gitprotocol-pack#_git_transport">over its own protocol</a>
 */
public final class GitServer {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /** For the whole answer: hundreds of thousands of names are tens of megabytes. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    static final String READER = "git references of ";

    private static final int PORT = 9418;
    private static final int OK = 200;
    private static final int LONGEST_REQUEST = 4096;

    private final URI remote;
    private final ProxySelector proxy;
    private final Optional<SSLContext> trust;
    private final Duration patience;

    private GitServer(URI remote, ProxySelector proxy, Optional<SSLContext> trust, Duration patience) {
        this.remote = remote;
        this.proxy = proxy;
        this.trust = trust;
        this.patience = patience;
    }

    /**
     * Empty for what can only be asked with keys: SSH.
     *
     * @param proxy for HTTP
     * @param trust for HTTPS; nothing for the JVM's own authorities
     */
    public static Optional<GitServer> of(String remote, ProxySelector proxy, Optional<SSLContext> trust) {
        try {
            URI uri = URI.create(encode(remote));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean known = scheme.matches("https?|git") && uri.getHost() != null;
            return known ? Optional.of(new GitServer(uri, proxy, trust, ANSWER)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Git's programs take characters that {@link URI} does not. */
    private static String encode(String address) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : address.getBytes(StandardCharsets.UTF_8)) {
            boolean isLegal = b > ' ' && b < 0x7f && "\"<>\\^`{|}".indexOf(b) < 0;
            encoded.append(isLegal ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return encoded.toString();
    }

    /** The same with another time for the whole answer. */
    GitServer withPatience(Duration other) {
        return new GitServer(remote, proxy, trust, other);
    }

    /**
     * Asks, within limits of time and size.
     *
     * @param name a branch, a tag, or empty for the branch that is checked out by default; a branch precedes a tag of the
     *     same name, as for BuildKit
     * @return nothing if the repository has no such name
     * @throws IOException if the server can't be asked, or exceeds a limit; without the password that the address may
     *     have
     */
    public Optional<GitCommit> commit(String name) throws IOException, InterruptedException {
        try {
            return remote.getScheme().equalsIgnoreCase("git") ? plain(name) : http(name);
        } catch (InterruptedIOException e) {
            InterruptedException interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            // The JDK quotes what it could not read, as it came.
            throw new IOException(PeerText.line(String.valueOf(e.getMessage())), e);
        }
    }

    private Optional<GitCommit> plain(String name) throws IOException, InterruptedException {
        int port = remote.getPort() < 0 ? PORT : remote.getPort();
        byte[] request = ("git-upload-pack " + remote.getPath() + "\0host=" + remote.getHost() + "\0")
                .getBytes(StandardCharsets.UTF_8);
        if (request.length > LONGEST_REQUEST) {
            throw new IOException("the repository's path is too long");
        }
        try (DuplexStream stream = new TcpDialer(remote.getHost(), port).dial()) {
            return within(stream::close, () -> {
                stream.out().write(String.format("%04x", request.length + 4).getBytes(StandardCharsets.US_ASCII));
                stream.out().write(request);
                return RemoteRefs.find(stream.in(), false, name);
            });
        }
    }

    private Optional<GitCommit> http(String name) throws IOException, InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxy);
        trust.ifPresent(client::sslContext);

        if (remote.getUserInfo() != null) {
            client.authenticator(new AddressLogin(remote));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(refsUri())
                .timeout(patience)
                .header("User-Agent", "git/2 (multi-platform-build)");
        HttpResponse<InputStream> response =
                client.build().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return within(body, () -> RemoteRefs.find(body, true, name));
        }
    }

    private interface Reading {
        Optional<GitCommit> read() throws IOException;
    }

    /**
     * Reads on a thread of its own: reads have no time limit, each of many may be quick, and those of an HTTP body go on
     * after an interrupt.
     *
     * @param source is closed at the end, which ends the reading
     */
    private Optional<GitCommit> within(Closeable source, Reading reading) throws IOException, InterruptedException {
        FutureTask<Optional<GitCommit>> task = new FutureTask<>(reading::read);
        Thread reader = new Thread(task, READER + remote.getHost());
        reader.setDaemon(true);
        reader.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the list of references did not end within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            close(source);
        }
    }

    private static void close(Closeable source) {
        try {
            source.close();
        } catch (IOException e) {
            // The thread that reads it reports what it sees.
            return;
        }
    }

    private URI refsUri() {
        String authority =
                remote.getRawAuthority().substring(remote.getRawAuthority().lastIndexOf('@') + 1);
        return URI.create(
                remote.getScheme() + "://" + authority + remote.getRawPath() + "/info/refs?service=git-upload-pack");
    }
}
