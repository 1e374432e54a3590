package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsTestBed
@Timeout(60)
class ChunkedUploadTest {
    @Test
    @DisplayName("A39: a real registry puts the chunks together, where a proxy refuses the whole blob")
    void sendsTwentyMebibytesInChunks(TestBed bed) throws Exception {
        byte[] content = new byte[20 << 20];
        new Random(1).nextBytes(content);
        ContentDescriptor blob = ContentDescriptor.of("application/octet-stream", Digest.of(content), content.length);
        try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), FaultProxy.Fault.TOO_LARGE.at(3))) {
            RegistryClient client = new RegistryClient(RegistrySettings.standard(), host -> Optional.empty());
            Reference repository = Reference.parseNormalized(proxy.host() + "/chunks/" + UUID.randomUUID());
            client.putBlob(repository, blob, content);
            assertThat(proxy.requests())
                    .extracting(FaultProxy.Request::method)
                    .containsExactly("HEAD", "POST", "PUT", "HEAD", "POST", "PATCH", "PATCH", "PATCH", "PUT");
            assertThat(client.getBlob(repository, blob, content.length)).isEqualTo(content);
        }
    }
}
