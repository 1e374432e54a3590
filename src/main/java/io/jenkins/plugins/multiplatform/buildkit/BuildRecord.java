package io.jenkins.plugins.multiplatform.buildkit;

import com.google.gson.JsonParseException;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ContentGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ReadContentRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ReadContentResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BuildHistoryEvent;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BuildHistoryRecord;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BuildHistoryRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BuildResultInfo;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.Descriptor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a daemon keeps of a finished build in its history. Those before v0.11 keep nothing, and a history may be turned off
 * or full: what is not there is no error.
 */
final class BuildRecord {
    private static final String PREDICATE_TYPE = "in-toto.io/predicate-type";
    private static final String PROVENANCE = "https://slsa.dev/provenance/";
    private static final int MAX_BYTES = 4 << 20;
    private static final int SECONDS = 30;

    private final Channel channel;
    private final String reference;

    /** @param reference the daemon's name for the build */
    BuildRecord(Channel channel, String reference) {
        this.channel = channel;
        this.reference = reference;
    }

    /** How it was built, as JSON in the form that buildx writes into its metadata file; of a build of one platform. */
    Optional<String> provenance() throws InterruptedException {
        try {
            for (BuildResultInfo result : results()) {
                for (Descriptor attestation : result.getAttestationsList()) {
                    String type = attestation.getAnnotationsMap().getOrDefault(PREDICATE_TYPE, "");
                    if (type.startsWith(PROVENANCE) && attestation.getSize() <= MAX_BYTES) {
                        return Optional.of(ProvenanceJson.minimal(read(attestation.getDigest()), type));
                    }
                }
            }
            return Optional.empty();
        } catch (StatusRuntimeException | JsonParseException | IllegalStateException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Optional.empty();
        }
    }

    private List<BuildResultInfo> results() {
        Iterator<BuildHistoryEvent> events = ControlGrpc.newBlockingStub(channel)
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .listenBuildHistory(BuildHistoryRequest.newBuilder()
                        .setRef(reference)
                        .setEarlyExit(true)
                        .build());
        List<BuildResultInfo> results = new ArrayList<>();
        while (events.hasNext() && results.isEmpty()) {
            BuildHistoryRecord record = events.next().getRecord();
            if (record.getRef().equals(reference)) {
                results.addAll(record.getResultsMap().values());
                results.add(record.getResult());
            }
        }
        return results;
    }

    private String read(String digest) {
        Iterator<ReadContentResponse> parts = ContentGrpc.newBlockingStub(channel)
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .read(ReadContentRequest.newBuilder().setDigest(digest).build());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (parts.hasNext()) {
            byte[] part = parts.next().getData().toByteArray();
            if (content.size() + part.length > MAX_BYTES) {
                throw new IllegalStateException("a provenance of more than " + MAX_BYTES + " bytes");
            }
            content.write(part, 0, part.length);
        }
        return content.toString(StandardCharsets.UTF_8);
    }
}
