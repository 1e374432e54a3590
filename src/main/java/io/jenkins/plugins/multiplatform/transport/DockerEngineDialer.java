package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reaches the BuildKit inside a Docker Engine. Engines with API 1.53 or later serve gRPC on their own socket; whether
 * this one does is asked once per dialer, and believed only if it also answers HTTP/2: a proxy in front of it may not.
 * All others are asked to upgrade.
 *
 * @see <a href="https://github.com/moby/moby/pull/50744">moby/moby#50744</a>
 */
public final class DockerEngineDialer implements StreamDialer {
    private static final Pattern API_VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final int FIRST_NATIVE_MINOR = 53;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    /** RFC 9113, 3.4: the client's preface, then its settings, here none. */
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int FRAME_HEADER = 9;
    private static final int SETTINGS = 4;

    private final StreamDialer http1;
    private final StreamDialer http2;
    private final Duration answerTimeout;
    private final AtomicReference<StreamDialer> chosen = new AtomicReference<>();

    /**
     * @param http1 connects for HTTP/1.1
     * @param http2 connects for HTTP/2, which TLS has to agree on; else the same as {@code http1}
     */
    public DockerEngineDialer(StreamDialer http1, StreamDialer http2) {
        this(http1, http2, ANSWER_TIMEOUT);
    }

    DockerEngineDialer(StreamDialer http1, StreamDialer http2, Duration answerTimeout) {
        this.http1 = http1;
        this.http2 = http2;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public DuplexStream dial() throws IOException {
        return choose().dial();
    }

    private StreamDialer choose() throws IOException {
        StreamDialer dialer = chosen.get();
        if (dialer == null) {
            boolean nativeGrpc = servesGrpc(apiVersion()) && speaksHttp2();
            dialer = nativeGrpc ? http2 : new UpgradeDialer(http1, UpgradeDialer.GRPC, List.of(), answerTimeout);
            chosen.set(dialer);
        }
        return dialer;
    }

    /** Deprecated together with the upgrade: engines that do without it are not asked. */
    @Override
    public Optional<DuplexStream> dialSession(List<HttpField> announcement) throws IOException {
        if (choose().equals(http2)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UpgradeDialer(http1, UpgradeDialer.SESSION, announcement, answerTimeout).dial());
        } catch (UpgradeRefusedException e) {
            // A proxy in front of the engine may allow the other path alone.
            return Optional.empty();
        }
    }

    private static boolean servesGrpc(Optional<String> apiVersion) {
        Matcher version = API_VERSION.matcher(apiVersion.orElse(""));
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 1 || major == 1 && Integer.parseInt(version.group(2)) >= FIRST_NATIVE_MINOR;
    }

    /** The engine puts its API version into the header of each answer; a proxy's own answer has none. */
    private Optional<String> apiVersion() throws IOException {
        String tried = "ask " + http1.describe() + " for its API version";
        DuplexStream stream = http1.dial();
        try (stream;
                Deadline deadline = Deadline.closing(stream, answerTimeout)) {
            try {
                stream.out()
                        .write("GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                stream.out().flush();
                return HttpHead.read(stream.in()).field("Api-Version");
            } catch (IOException e) {
                throw deadline.explain(tried, TransportException.of(tried, e));
            }
        }
    }

    /** An HTTP/2 server sends its settings first; anything else means: no. */
    private boolean speaksHttp2() {
        try (DuplexStream stream = http2.dial();
                Deadline deadline = Deadline.closing(stream, answerTimeout)) {
            stream.out().write(PREFACE);
            stream.out().flush();
            byte[] frame = stream.in().readNBytes(FRAME_HEADER);
            return frame.length == FRAME_HEADER && frame[3] == SETTINGS;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String describe() {
        return http1.describe();
    }
}
