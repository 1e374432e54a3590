package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheOptionsTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM = Platform.of("linux", "arm", "v7");

    private static PlatformCaches caches(List<String> from, List<String> to) throws InvalidOptionException {
        return new PlatformCaches(CacheOptions.parse(from, to, List.of()), List.of(AMD64, ARM));
    }

    private static List<String> references(List<CacheEntry> entries) {
        return entries.stream().map(entry -> entry.attributes().get("ref")).toList();
    }

    @Test
    void referencesAloneAreOfRegistries() throws Exception {
        assertThat(CacheOptions.parse(List.of("a/b:c,d", "type=registry,ref=e", ""), List.of(), List.of())
                        .from())
                .containsExactly(
                        new CacheEntry("registry", Map.of("ref", "a/b:c")),
                        new CacheEntry("registry", Map.of("ref", "d")),
                        new CacheEntry("registry", Map.of("ref", "e")));
    }

    @Test
    void noTwoPlatformsWriteToOnePlace() throws Exception {
        PlatformCaches caches = caches(List.of(), List.of("type=registry,ref=host:5000/app:cache,mode=max", "app"));
        assertThat(caches.exports(AMD64))
                .containsExactly(
                        new CacheEntry(
                                "registry",
                                Map.of(
                                        "ref",
                                        "host:5000/app:cache-linux-amd64",
                                        "mode",
                                        "max",
                                        "ignore-error",
                                        "true")),
                        new CacheEntry(
                                "registry",
                                Map.of("ref", "docker.io/library/app:latest-linux-amd64", "ignore-error", "true")));
        assertThat(references(caches.exports(ARM)))
                .containsExactly("host:5000/app:cache-linux-arm-v7", "docker.io/library/app:latest-linux-arm-v7");
    }

    @Test
    void anExportMayFailTheBuildIfItsUserSaysSo() throws Exception {
        assertThat(caches(List.of(), List.of("type=registry,ref=a,ignore-error=false"))
                        .exports(AMD64))
                .singleElement()
                .satisfies(entry -> assertThat(entry.attributes()).containsEntry("ignore-error", "false"));
    }

    @Test
    void readsItsOwnPlaceFirstAndTheOthersLast() throws Exception {
        PlatformCaches caches = caches(List.of("host:5000/app:cache"), List.of());
        assertThat(references(caches.imports(ARM)))
                .containsExactly(
                        "host:5000/app:cache-linux-arm-v7", "host:5000/app:cache", "host:5000/app:cache-linux-amd64");
    }

    @Test
    void aDigestIsOnePlaceForAll() throws Exception {
        String reference = "host:5000/app@sha256:" + "0".repeat(64);
        assertThat(references(caches(List.of(reference), List.of()).imports(ARM)))
                .containsExactly(reference);
    }

    @Test
    void aFolderHasATagForEachPlatform() throws Exception {
        PlatformCaches caches = caches(
                List.of("type=local,src=c,tag=main", "type=local,src=d,digest=sha256:1"),
                List.of("type=local,dest=c,mode=max"));
        assertThat(caches.exports(ARM))
                .containsExactly(new CacheEntry(
                        "local",
                        Map.of("dest", "c", "mode", "max", "tag", "latest-linux-arm-v7", "ignore-error", "true")));
        assertThat(caches.imports(ARM))
                .containsExactly(
                        new CacheEntry("local", Map.of("src", "c", "tag", "main-linux-arm-v7")),
                        new CacheEntry("local", Map.of("src", "c", "tag", "main")),
                        new CacheEntry("local", Map.of("src", "c", "tag", "main-linux-amd64")),
                        new CacheEntry("local", Map.of("src", "d", "digest", "sha256:1")));
    }

    @Test
    void tagsHoldPlatformsOfAllKinds() {
        assertThat(PlatformCaches.suffix(new Platform("windows", "amd64", "", "10.0.20348.1", List.of("win32k"))))
                .isEqualTo("-windows-10.0.20348.1-win32k-amd64");
    }

    @Test
    void inlineIsNoPlaceOfItsOwn() throws Exception {
        CacheOptions options = CacheOptions.parse(List.of(), List.of("type=inline"), List.of());
        assertThat(options.exportsApart()).isFalse();
        assertThat(new PlatformCaches(options, List.of(AMD64)).exports(AMD64))
                .containsExactly(new CacheEntry("inline", Map.of()));
    }

    @Test
    void refusesWhatCanNotBe() {
        assertThatThrownBy(() -> caches(List.of("a=b"), List.of())).hasMessage("type required for \"a=b\"");
        assertThatThrownBy(() -> caches(List.of("type=registry,x"), List.of())).hasMessage("invalid value x");
        assertThatThrownBy(() -> caches(List.of("type=registry"), List.of()))
                .hasMessage("registry cache importer requires ref");
        assertThatThrownBy(() -> caches(List.of(), List.of("type=registry,mode=max")))
                .hasMessage("registry cache exporter requires ref");
        assertThatThrownBy(() -> caches(List.of(), List.of("type=gha")))
                .hasMessage("unknown cache exporter: \"gha\"; this version has registry, local and inline: keep the"
                        + " cache in a registry, type=registry,ref=REGISTRY/NAME:TAG");
        assertThatThrownBy(() -> caches(List.of("type=local,dest=x"), List.of()))
                .hasMessage("local cache importer requires src");
        assertThatThrownBy(() -> caches(List.of(), List.of("type=local,src=x")))
                .hasMessage("local cache exporter requires dest");
        assertThatThrownBy(() -> caches(List.of("type=inline"), List.of()))
                .hasMessage(
                        "unknown cache importer: \"inline\"; this version has registry and local: keep the cache in a"
                                + " registry, type=registry,ref=REGISTRY/NAME:TAG");
        assertThatThrownBy(() -> caches(List.of("a b"), List.of()))
                .hasMessage("invalid cache ref \"a b\": invalid reference format");
        String tag = "x".repeat(81);
        assertThatThrownBy(() -> caches(List.of(), List.of("a:" + tag)))
                .hasMessage("invalid cache ref \"a:" + tag + "\": the platform is added to its tag, which may have at"
                        + " most 80 characters for that");
    }
}
