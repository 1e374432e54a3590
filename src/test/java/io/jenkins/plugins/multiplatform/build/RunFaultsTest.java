package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.testbed.Full;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each request of a whole run is spoiled once, the engine's own among them: the tag is absent or complete. */
@Full
@NeedsTestBed
class RunFaultsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER", "BAD_GATEWAY"})
    @Timeout(600)
    void leavesTheTagAbsentOrComplete(Fault fault, TestBed bed) throws Exception {
        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /\n");
        int n = 0;
        int built = 0;
        boolean reached;
        do {
            n++;
            String name = "spoiled/" + UUID.randomUUID() + ":1";
            try (FaultProxy proxy = FaultProxy.before(bed.get("registry.plain"), fault.at(n))) {
                boolean told = run(bed, proxy.host() + "/" + name);
                PushedImage image = new PushedImage(bed.get("registry.plain") + "/" + name);
                boolean tagged = image.manifest().isPresent();
                if (tagged) {
                    assertThat(image.entries())
                            .as(fault + " at request " + n)
                            .extracting(entry -> entry.declaredPlatform()
                                    .map(Platform::format)
                                    .orElse("-"))
                            .containsExactly("linux/amd64", "linux/arm64");
                }
                assertThat(tagged || told)
                        .as("told of it, or tagged: " + fault + " at request " + n)
                        .isTrue();
                built += tagged ? 1 : 0;
                reached = proxy.requests().size() >= n;
            }
        } while (reached);
        assertThat(n).as("requests of a run").isGreaterThan(20);
        assertThat(built).as("runs that survived").isGreaterThan(n / 2);
    }

    /** @return whether it failed and said so */
    private boolean run(TestBed bed, String tag) throws InterruptedException {
        try {
            new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                    .run(Requests.push(folder, tag, "linux/amd64,linux/arm64"));
            return false;
        } catch (BuildException e) {
            return true;
        }
    }
}
