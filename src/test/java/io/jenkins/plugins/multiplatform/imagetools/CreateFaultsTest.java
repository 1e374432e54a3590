package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.RetryPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tags are what they were or complete, whichever request to the registry fails, once or for good. */
@NeedsTestBed
@Timeout(300)
@DisplayName("A35, A36: images before the index, the index before the tags, at every fault")
class CreateFaultsTest {
    private static final List<Fault> FAULTS =
            List.of(Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.INTERNAL_ERROR, Fault.TOO_MANY_REQUESTS);

    private SampleImages images;
    private String registry;
    private RawManifest index;
    private RawManifest old;

    @BeforeEach
    void open(TestBed bed) throws Exception {
        images = new SampleImages(bed);
        registry = bed.get("registry.plain");
        index = images.index(images.alpine.subList(0, 2));
        old = images.client.getManifest(images.child(0)).orElseThrow();
    }

    /** Waits are short, so that many faults take seconds; what is retried is the same. */
    private static RegistryClient client() {
        RetryPolicy quick = new RetryPolicy(
                3,
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
        return new RegistryClient(RegistrySettings.standard().withRetries(quick), host -> Optional.empty());
    }

    /** Two repositories, one of which has the tag already. */
    private final class Run {
        private final String one = "create-faults/" + UUID.randomUUID();
        private final String two = "create-faults/" + UUID.randomUUID();
        private int requests;
        private Exception failure;

        private Reference direct(String repository, String tag) throws Exception {
            return Reference.parseNormalized(registry + "/" + repository + ":" + tag);
        }

        private Run with(IntFunction<Fault> faults) throws Exception {
            images.client.copyManifest(images.child(0), direct(one, "tag").nameOnly());
            images.client.putTag(direct(one, "tag"), old);
            try (FaultProxy proxy = FaultProxy.before(registry, faults)) {
                String host = proxy.host() + "/";
                try {
                    new ImageCreator(client(), line -> {})
                            .create(CreateRequest.of(
                                    List.of(
                                            images.child(0).toString(),
                                            images.child(1).toString()),
                                    List.of(host + one + ":tag", host + two + ":tag", host + two + ":also")));
                } catch (ImageToolsException | RegistryException e) {
                    failure = e;
                }
                requests = proxy.requests().size();
            }
            return this;
        }

        private void assertPromiseKept(String what) throws Exception {
            Optional<RawManifest> first = images.client.getManifest(direct(one, "tag"));
            assertThat(first).as(what).isPresent();
            if (!first.get().digest().equals(old.digest())) {
                assertComplete(direct(one, "tag"), what);
                assertThat(images.client.hasManifest(direct(two, "tag"), index.digest()))
                        .as(what)
                        .isTrue();
            }
            for (String tag : List.of("tag", "also")) {
                if (images.client.getManifest(direct(two, tag)).isPresent()) {
                    assertComplete(direct(two, tag), what);
                }
            }
            if (failure == null) {
                assertThat(images.client.getManifest(direct(two, "also")))
                        .as(what)
                        .isPresent();
            }
        }

        private void assertComplete(Reference tag, String what) throws Exception {
            RawManifest found = images.client.getManifest(tag).orElseThrow();
            assertThat(found.digest()).as(what).isEqualTo(index.digest());
            for (ContentDescriptor child : images.alpine.subList(0, 2)) {
                assertThat(images.client.hasManifest(tag, child.digest()))
                        .as(what)
                        .isTrue();
            }
        }
    }

    @Test
    void keepsThePromiseAtEveryRequest() throws Exception {
        int requests = new Run().with(n -> Fault.NONE).requests;
        assertThat(requests).as("else nothing below is a test").isGreaterThan(30);
        int told = 0;
        for (int n = 1; n <= requests; n++) {
            Fault fault = FAULTS.get(n % FAULTS.size());
            if (n % 2 == 1) {
                new Run().with(fault.at(n)).assertPromiseKept(fault + " at request " + n);
            }
            Run broken = new Run().with(fault.from(n));
            broken.assertPromiseKept(fault + " from request " + n);
            told += broken.failure == null ? 0 : 1;
        }
        assertThat(told).as("runs that were told of it").isEqualTo(requests);
    }

    @Test
    void tellsWhichTagsMovedAndWhichDidNot() throws Exception {
        int requests = new Run().with(n -> Fault.NONE).requests;
        Run run = new Run().with(Fault.INTERNAL_ERROR.from(requests - 3));
        assertThat(run.failure)
                .isInstanceOf(ImageToolsException.class)
                .message()
                .matches("(?s)Tried to put manifest " + index.digest() + " as tag to \\S+/" + run.two
                        + " but failed because: 500 Internal Server Error.*\n" + index.digest()
                        + " is complete in every repository; tags that name it: \\S+/" + run.one
                        + ":tag; tags that were not moved: none; tags of which the registry does not say it: \\S+/"
                        + run.two
                        + ":tag, \\S+/" + run.two + ":also");
    }

    @Test
    @DisplayName("A36: where one of the registries does not let us push, nothing is copied to any")
    void asksEveryRegistryFirst(TestBed bed) throws Exception {
        Reference good = images.fresh("plain").withTag("1");
        String bad = bed.get("registry.token") + "/public/" + UUID.randomUUID() + ":1";
        assertThatThrownBy(() -> new ImageCreator(client(), line -> {})
                        .create(CreateRequest.of(List.of(images.child(0).toString()), List.of(good.toString(), bad))))
                .isInstanceOf(ImageToolsException.class)
                .hasMessageStartingWith("Tried to push to " + bad.substring(0, bad.length() - 2) + " but failed")
                .hasMessageEndingWith(
                        "; no credential was given for " + bed.get("registry.token") + "; no tag was moved");
        assertThat(images.client.hasManifest(good, images.alpine.get(0).digest()))
                .isFalse();
    }
}
