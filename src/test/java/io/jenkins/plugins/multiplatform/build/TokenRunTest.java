package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run in a registry with tokens: what its token server is asked for, and by whom. */
@NeedsTestBed
@Timeout(60)
class TokenRunTest {
    private final String name = UUID.randomUUID().toString();
    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private TestBed bed;
    private String host;
    private RegistryAccess registries;

    @BeforeEach
    void prepare(TestBed testBed) {
        bed = testBed;
        host = bed.get("registry.token");
        registries = new RegistryAccess(
                RegistrySettings.standard(),
                asking -> asking.equals(host)
                        ? Optional.of(
                                Credential.password(bed.get("registry.token.user"), bed.get("registry.token.password")))
                        : Optional.empty());
    }

    private void build(String repository, String dockerfile, String... platforms) throws Exception {
        new MultiPlatformBuild(Engines.two(bed), registries, events::add)
                .run(Requests.push(Requests.dockerfile(folder, dockerfile), host + "/" + repository + ":1", platforms));
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(bed.path("registry.token.server.log")).stream()
                .filter(line -> line.contains(name))
                .map(line -> line.replaceFirst("^\\S+ (GET|POST) ", "").replaceFirst(" granted=.*", ""))
                .distinct()
                .toList();
    }

    @Test
    void asksForWhatThePlanNamesAndNoMore() throws Exception {
        build("login/base-" + name, "FROM alpine\nRUN echo base > /base", "linux/amd64", "linux/arm64");
        events.clear();
        build(
                "login/app-" + name,
                "FROM " + host + "/login/base-" + name + ":1\nRUN grep base /base",
                "linux/amd64",
                "linux/arm64");
        assertThat(asked()).allMatch(line -> line.startsWith("testbed asked=[repository:login/"));
        assertThat(events.stream().filter(BuildEvent.Noted.class::isInstance)).isEmpty();
    }

    @Test
    void tellsOfAnImageThatThePlanDoesNotName() throws Exception {
        build(
                "public/onbuild-" + name,
                "FROM alpine\nONBUILD COPY --from=" + host + "/public/hidden-" + name + ":1 /hidden /",
                "linux/amd64");
        build("public/hidden-" + name, "FROM alpine\nRUN echo hidden > /hidden", "linux/amd64");
        build(
                "login/app-" + name,
                "FROM " + host + "/public/onbuild-" + name + ":1\nRUN grep hidden /hidden",
                "linux/amd64");
        assertThat(events)
                .contains(new BuildEvent.Noted("a node asked for more than this build needs, and did not get it:"
                        + " repository:public/hidden-" + name + ":pull at " + host));
    }

    /** As a node does that has no password: caches that are not there must be told from caches that are secret. */
    @Test
    void looksIntoARegistryWithTokensThatSomebodyElseFetched() throws Exception {
        Reference absent = Reference.parseNormalized(host + "/login/absent-" + name + ":1");
        RegistryAccess stranger = new RegistryAccess(RegistrySettings.standard(), asking -> Optional.empty());
        assertThat(stranger.client(registries.client().tokenSource()).headManifest(absent))
                .isEmpty();
        assertThatThrownBy(() -> stranger.client().headManifest(absent)).isInstanceOf(RegistryException.class);
    }
}
