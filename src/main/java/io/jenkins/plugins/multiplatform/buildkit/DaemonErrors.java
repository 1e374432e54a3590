package io.jenkins.plugins.multiplatform.buildkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a daemon says about a failure. Its details are JSON in the shape of Go structs, under type URLs that end in
 * {@code +json}, not protobuf messages.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/solver/errdefs/errdefs.proto">errdefs.proto</a>
 */
final class DaemonErrors {
    /** What grpc-java says of the two ends of a connection about which it knows no more. */
    private static final String END_OF_STREAM = "End of stream or IOException";

    private static final String KEEP_ALIVE = "Keepalive failed";

    private final WatchedDialer dialer;
    private final Patience patience;
    private final SessionLimits limits;

    DaemonErrors(WatchedDialer dialer, Patience patience, SessionLimits limits) {
        this.limits = limits;
        this.dialer = dialer;
        this.patience = patience;
    }

    /** @param tried what the message begins with; the daemon's address is added where it is missed */
    BuildkitException of(String tried, Throwable failure) {
        Optional<String> exceeded = limits.exceeded();
        if (exceeded.isPresent()) {
            return new BuildkitException(
                    BuildkitException.Kind.REFUSED,
                    tried + ": ended the session with BuildKit at " + dialer.describe() + ": " + exceeded.get()
                            + ", more than any build needs",
                    failure);
        }
        Status status = Status.fromThrowable(failure);
        List<SourceExcerpt> sources = new ArrayList<>();
        Integer exitCode = null;
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        if (details != null) {
            for (Any detail : details.getDetailsList()) {
                String type = detail.getTypeUrl();
                if (type.endsWith("errdefs.Source+json")) {
                    sources.addAll(excerpts(json(detail)));
                } else if (type.endsWith("ExitMessage+json")) {
                    exitCode = number(json(detail), "Code");
                }
            }
        }
        BuildkitException.Kind kind = kind(status);
        boolean lost = kind == BuildkitException.Kind.UNREACHABLE;
        String where = !lost || tried.contains(dialer.describe()) ? "" : " with BuildKit at " + dialer.describe();
        String why = lost ? lost(status) : text(status);
        return new BuildkitException(kind, tried + where + ": " + why, sources, exitCode, failure);
    }

    private static BuildkitException.Kind kind(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED -> BuildkitException.Kind.UNREACHABLE;
            case CANCELLED -> BuildkitException.Kind.CANCELLED;
            // Ours, for what came over the connection and was no HTTP/2; the daemon's own has no cause here.
            case INTERNAL ->
                status.getCause() == null ? BuildkitException.Kind.BUILD : BuildkitException.Kind.UNREACHABLE;
            case UNIMPLEMENTED, PERMISSION_DENIED -> BuildkitException.Kind.REFUSED;
            default -> BuildkitException.Kind.BUILD;
        };
    }

    private static String text(Status status) {
        String description = status.getDescription();
        return description != null ? description : status.getCode().toString();
    }

    private String lost(Status status) {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return "no answer within " + patience.answer().toMillis() / 1000.0 + " s";
        }
        Throwable cause = status.getCause();
        if (cause != null && cause.getMessage() != null) {
            return cause.getMessage();
        }
        String text = text(status);
        if (text.startsWith(KEEP_ALIVE)) {
            return "the daemon stopped answering: nothing came for "
                    + (patience.quiet().toMillis() + patience.probe().toMillis()) / 1000.0 + " s";
        }
        if (text.equals(END_OF_STREAM)) {
            return dialer.failure()
                    .map(Throwable::getMessage)
                    .orElse("the daemon closed the connection; did it stop? Look at its log.");
        }
        return text;
    }

    private static JsonObject json(Any detail) {
        try {
            JsonElement element = JsonParser.parseString(detail.getValue().toStringUtf8());
            return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            // An error's decoration must never hide the error.
            return new JsonObject();
        }
    }

    private static List<SourceExcerpt> excerpts(JsonObject source) {
        JsonObject info = object(source, "info");
        if (!info.has("data") || !source.has("ranges") || !source.get("ranges").isJsonArray()) {
            return List.of();
        }
        List<String> lines = List.of(decode(info.get("data")).split("\n", -1));
        String fileName = info.has("filename") ? info.get("filename").getAsString() : "Dockerfile";
        List<SourceExcerpt.Range> ranges = new ArrayList<>();
        for (JsonElement range : source.getAsJsonArray("ranges")) {
            JsonObject place = range.isJsonObject() ? range.getAsJsonObject() : new JsonObject();
            Integer start = number(object(place, "start"), "line");
            Integer end = number(object(place, "end"), "line");
            if (start != null) {
                ranges.add(new SourceExcerpt.Range(start, end == null ? start : end));
            }
        }
        SourceExcerpt excerpt = new SourceExcerpt(fileName, ranges, lines);
        return excerpt.isReal() ? List.of(excerpt) : List.of();
    }

    private static String decode(JsonElement base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.getAsString()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static JsonObject object(JsonObject parent, String key) {
        JsonElement child = parent.get(key);
        return child != null && child.isJsonObject() ? child.getAsJsonObject() : new JsonObject();
    }

    private static Integer number(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                ? value.getAsInt()
                : null;
    }
}
