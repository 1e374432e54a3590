package io.jenkins.plugins.multiplatform.buildkit.progress;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.Vertex;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexLog;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexStatus;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.VertexWarning;
import java.nio.charset.StandardCharsets;

/** Writes status messages as a daemon does. Times are milliseconds after an epoch. */
final class Statuses {
    private Statuses() {}

    static Vertex.Builder waiting(String digest, String name) {
        return Vertex.newBuilder().setDigest(digest).setName(name);
    }

    static Vertex.Builder running(String digest, String name, long from) {
        return waiting(digest, name).setStarted(at(from));
    }

    static Vertex.Builder done(String digest, String name, long from, long to) {
        return running(digest, name, from).setCompleted(at(to));
    }

    static StatusResponse message(Vertex.Builder... vertexes) {
        StatusResponse.Builder response = StatusResponse.newBuilder();
        for (Vertex.Builder vertex : vertexes) {
            response.addVertexes(vertex);
        }
        return response.build();
    }

    static StatusResponse log(String digest, long time, String text) {
        return log(digest, time, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    static StatusResponse log(String digest, long time, int stream, byte[] bytes) {
        return StatusResponse.newBuilder()
                .addLogs(VertexLog.newBuilder()
                        .setVertex(digest)
                        .setStream(stream)
                        .setTimestamp(at(time))
                        .setMsg(ByteString.copyFrom(bytes)))
                .build();
    }

    static StatusResponse warning(String digest, String text) {
        return StatusResponse.newBuilder()
                .addWarnings(VertexWarning.newBuilder()
                        .setVertex(digest)
                        .setShort(ByteString.copyFromUtf8(text))
                        .setUrl("https://example.org/rule"))
                .build();
    }

    static VertexStatus.Builder transfer(String digest, String id, long current, long total, long from) {
        return VertexStatus.newBuilder()
                .setVertex(digest)
                .setID(id)
                .setCurrent(current)
                .setTotal(total)
                .setStarted(at(from))
                .setTimestamp(at(from + 1));
    }

    static StatusResponse message(VertexStatus.Builder... statuses) {
        StatusResponse.Builder response = StatusResponse.newBuilder();
        for (VertexStatus.Builder status : statuses) {
            response.addStatuses(status);
        }
        return response.build();
    }

    static Timestamp at(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(1_600_000_000 + millis / 1000)
                .setNanos((int) (millis % 1000) * 1_000_000)
                .build();
    }
}
