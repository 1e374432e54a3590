package io.jenkins.plugins.multiplatform.transport;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Turns a connection to a Docker Engine into one to the BuildKit inside it: an HTTP/1.1 request that upgrades to h2c.
 * Engines have had {@value #GRPC} since 18.09; it is deprecated since API 1.53, where {@link DockerEngineDialer} does
 * without.
 */
public final class UpgradeDialer implements StreamDialer {
    public static final String GRPC = "/grpc";
    static final String SESSION = "/session";

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_MESSAGE = 500;
    private static final int LARGEST_BODY = 4096;

    private final StreamDialer inner;
    private final String path;
    private final List<HttpField> fields;
    private final Duration answerTimeout;

    public UpgradeDialer(StreamDialer inner, String path) {
        this(inner, path, List.of(), ANSWER_TIMEOUT);
    }

    /** @param fields of the request, beside those of every upgrade */
    UpgradeDialer(StreamDialer inner, String path, List<HttpField> fields, Duration answerTimeout) {
        this.inner = inner;
        this.path = path;
        this.fields = List.copyOf(fields);
        this.answerTimeout = answerTimeout;
    }

    @Override
    public DuplexStream dial() throws IOException {
        DuplexStream stream = inner.dial();
        try (Deadline deadline = Deadline.closing(stream, answerTimeout)) {
            try {
                upgrade(stream);
                return stream;
            } catch (UpgradeRefusedException e) {
                stream.close();
                throw e;
            } catch (IOException e) {
                stream.close();
                throw deadline.explain(tried(), TransportException.of(tried(), e));
            }
        }
    }

    private void upgrade(DuplexStream stream) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: multi-platform-build\r\n"
                + fields.stream().map(HttpField::line).collect(Collectors.joining())
                + "Content-Length: 0\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
        stream.out().write(request.getBytes(StandardCharsets.US_ASCII));
        stream.out().flush();
        HttpHead head = HttpHead.read(stream.in());
        if (head.status() != 101) {
            throw refused(head, head.body(stream.in(), LARGEST_BODY));
        }
        if (!head.field("Upgrade").filter("h2c"::equalsIgnoreCase).isPresent()) {
            throw new IOException("the answer 101 upgrades to \""
                    + PeerText.line(head.field("Upgrade").orElse(""), 60) + "\"");
        }
    }

    private UpgradeRefusedException refused(HttpHead head, String body) {
        String text =
                "Tried to " + tried() + ", but it answered " + head.status() + " " + PeerText.line(head.reason(), 60);
        String message = message(body);
        return new UpgradeRefusedException(
                head.status(), text + (message.isEmpty() ? "" : ": " + message) + "." + meaning(head.status()));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403 ->
                " Something in front of the engine refuses it: a proxy for the Docker socket has to allow" + " POST "
                        + GRPC + ".";
            case 404, 405, 501 ->
                " This engine has no BuildKit: use Docker Engine 18.09 or later with Linux containers,"
                        + " or a remote BuildKit.";
            case 400, 426, 500 ->
                " Something between here and the engine doesn't pass the upgrade to h2c on, or the"
                        + " address isn't a Docker Engine's.";
            default -> "";
        };
    }

    /** The engine's own errors are JSON with a message; a proxy's may be anything. */
    private static String message(String body) {
        String text = body;
        try {
            JsonElement json = JsonParser.parseString(body);
            if (json.isJsonObject() && json.getAsJsonObject().has("message")) {
                text = json.getAsJsonObject().get("message").getAsString();
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            // not the engine's form: quoted as it is
        }
        String line = PeerText.line(text, LONGEST_MESSAGE);
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private String tried() {
        return "upgrade POST " + path + " on " + inner.describe() + " to h2c";
    }

    @Override
    public String describe() {
        return inner.describe() + path;
    }
}
