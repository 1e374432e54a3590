package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyFromEnvironmentTest {
    private static String select(Map<String, String> environment, String uri) {
        return ProxyFromEnvironment.of(environment)
                .select(URI.create(uri))
                .get(0)
                .toString();
    }

    @Test
    void takesTheProxyOfTheScheme() {
        Map<String, String> environment =
                Map.of("HTTP_PROXY", "http://one.example:3128/", "https_proxy", "http://user:pw@two.example:8080");
        assertThat(select(environment, "http://r.io/v2/"))
                .contains("one.example")
                .contains("3128");
        assertThat(select(environment, "https://r.io/v2/"))
                .contains("two.example")
                .contains("8080")
                .doesNotContain("pw");
        assertThat(select(environment, "https://localhost:5000/")).isEqualTo("DIRECT");
        assertThat(select(environment, "http://127.0.0.9/")).isEqualTo("DIRECT");
        assertThat(select(Map.of("HTTP_PROXY", "one"), "https://r.io/")).isEqualTo("DIRECT");
    }

    @Test
    void leavesTheChoiceToTheJvmWithoutEnvironment() {
        assertThat(ProxyFromEnvironment.of(Map.of("NO_PROXY", "*", "HTTP_PROXY", " ")))
                .isSameAs(ProxySelector.getDefault());
    }

    @ParameterizedTest
    @CsvSource({
        "*,                 r.io,        443,  true",
        "r.io,              r.io,        443,  true",
        "r.io,              a.r.io,      443,  true",
        "r.io,              ar.io,       443,  false",
        ".r.io,             r.io,        443,  false",
        "*.r.io,            a.r.io,      443,  true",
        "'x, R.IO ,',       r.io,        443,  true",
        "r.io:5000,         r.io,        5000, true",
        "r.io:5000,         r.io,        443,  false",
        "10.0.0.0/8,        10.1.2.3,    443,  true",
        "10.0.0.0/8,        11.1.2.3,    443,  false",
        "10.0.0.0/33,       10.0.0.0,    443,  false",
        "10.0.0.0/,         10.0.0.0,    443,  false",
        "10.1.2.0/23,       10.1.3.255,  443,  true",
        "fd00::/8,          [fd12::1],   443,  true",
        "fd00::1,           [fd00::1],   443,  true",
        "10.0.0.0/8,        r.io,        443,  false",
        "'',                r.io,        443,  false",
        "'',                [::1],       443,  true",
    })
    void readsNoProxy(String noProxy, String host, int port, boolean direct) {
        assertThat(NoProxy.parse(noProxy).matches(host, port)).isEqualTo(direct);
    }

    @Test
    void sendsRequestsThroughTheProxy() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer()) {
            proxy.answer("404 Not Found", "");
            RegistrySettings settings = RegistrySettings.standard()
                    .withPlainHttp("registry.invalid")
                    .withProxy(ProxyFromEnvironment.of(Map.of("HTTP_PROXY", "http://" + proxy.host())));
            RegistryClient client = new RegistryClient(settings, CredentialSource.anonymous(), new FakeTicker());
            assertThat(client.getManifest(Reference.parseNormalized("registry.invalid/app:1")))
                    .isEmpty();
            assertThat(proxy.requests()).containsExactly("GET http://registry.invalid/v2/app/manifests/1");
        }
    }
}
