package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsTestBed
@Timeout(180)
class FaultProxyTest {
    private static final RetryPolicy HASTY = new RetryPolicy(
            4,
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(700),
            Duration.ofMinutes(1));

    private TestBed bed;
    private BedRegistries registries;
    private Reference source;

    @BeforeEach
    void findAnImage(TestBed testBed) throws Exception {
        bed = testBed;
        registries = new BedRegistries(bed);
        Reference alpine = registries.alpine();
        RawManifest index = registries.client().getManifest(alpine).orElseThrow();
        source = alpine.nameOnly()
                .withDigest(ImageIndex.parse(index.content()).manifests().get(0).digest());
    }

    /** The tag's reference behind the proxy. */
    private Reference copyAndTag(FaultProxy proxy) throws Exception {
        RegistrySettings settings =
                RegistrySettings.standard().withPlainHttp(proxy.host()).withRetries(HASTY);
        RegistryClient client = new RegistryClient(settings, CredentialSource.anonymous(), new FakeTicker());
        Reference repository = Reference.parseNormalized(
                proxy.host() + "/" + registries.fresh("plain", "fault-test/").path());
        Reference copy = client.copyManifest(source, repository);
        client.putTag(copy.nameOnly().withTag("1"), client.getManifest(copy).orElseThrow());
        return copy.nameOnly().withTag("1");
    }

    @ParameterizedTest
    @EnumSource(names = "TOO_LARGE", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("S28: a copy and its tag survive one fault at any of their requests")
    void survivesOneFaultAtAnyRequest(Fault fault) throws Exception {
        int requests;
        try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), Fault.NONE.at(0))) {
            copyAndTag(proxy);
            requests = proxy.requests().size();
        }
        assertThat(requests).isBetween(8, 20);
        for (int n = 1; n <= requests; n++) {
            try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), fault.at(n))) {
                Reference tag = copyAndTag(proxy);
                assertThat(proxy.requests().get(n - 1).fault()).isEqualTo(fault);
                Reference direct = Reference.parseNormalized(bed.get("registry.plain") + "/" + tag.path() + ":1");
                assertThat(registries.client().headManifest(direct))
                        .as("after %s", proxy.requests())
                        .hasValueSatisfying(found -> assertThat(source.digest()).contains(found.digest()));
            }
        }
    }

    @Test
    void numbersAndRecordsRequests() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), Fault.BAD_GATEWAY.at(2))) {
            copyAndTag(proxy);
            assertThat(proxy.requests().get(0).toString()).startsWith("1 HEAD /v2/fault-test/");
            assertThat(proxy.requests().get(1).toString())
                    .startsWith("2 HEAD /v2/")
                    .endsWith(" BAD_GATEWAY");
            assertThat(proxy.requests().get(2).target())
                    .isEqualTo(proxy.requests().get(1).target());
            assertThat(proxy.requests())
                    .last()
                    .extracting(FaultProxy.Request::method)
                    .isEqualTo("PUT");
        }
    }

    @Test
    void aRegistryThatNeverComesBackIsTold() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), Fault.CUT_BEFORE.from(6))) {
            assertThatThrownBy(() -> copyAndTag(proxy))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining(" but failed because: the connection to " + proxy.host() + " broke (");
        }
    }

    @Test
    void isTakenForARegistryWithoutTls() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), Fault.NONE.at(0))) {
            RegistryClient client = new RegistryClient(RegistrySettings.standard(), CredentialSource.anonymous());
            assertThat(client.getManifest(Reference.parseNormalized(proxy.host() + "/nothing:1")))
                    .isEmpty();
            assertThat(proxy.requests()).hasSize(1);
        }
    }
}
