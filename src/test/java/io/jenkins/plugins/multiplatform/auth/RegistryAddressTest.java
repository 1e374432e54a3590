package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go's url.Parse and http client take; the right column is what is sent. */
class RegistryAddressTest {
    private static final URI FROM = URI.create("https://r.example:5000/v2/app/blobs/uploads/?old=1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\'',
            value = {
                "https://h/p ~ https://h/p",
                "HTTPS://H:1/p ~ HTTPS://H:1/p",
                "/v2/up/1?_state=a|b\"c{d}^e ~ https://r.example:5000/v2/up/1?_state=a%7Cb%22c%7Bd%7D%5Ee",
                "/v2/up/1?_state=a b ~ https://r.example:5000/v2/up/1?_state=a%20b",
                "/v2/u p/{1}|^`<>\\ ~ https://r.example:5000/v2/u%20p/%7B1%7D%7C%5E%60%3C%3E%5C",
                "/a[1]?b[2] ~ https://r.example:5000/a%5B1%5D?b[2]",
                "/a%2Fb?c=%2f&d=%&e=%zz&f=%4 ~ https://r.example:5000/a%2Fb?c=%2f&d=%25&e=%25zz&f=%254",
                "/a?b#c d ~ https://r.example:5000/a?b",
                "?x=y ~ https://r.example:5000/v2/app/blobs/uploads/?x=y",
                "# ~ https://r.example:5000/v2/app/blobs/uploads/?old=1",
                "1?x ~ https://r.example:5000/v2/app/blobs/uploads/1?x",
                "../1 ~ https://r.example:5000/v2/app/blobs/1",
                "//h2/p?q ~ https://h2/p?q",
                "http://h/?u=http://i//j ~ http://h/?u=http://i//j",
                "http://h?q=|' ~ http://h?q=%7C'",
                "/caf\u00c3\u00a9?\u00e9 ~ https://r.example:5000/caf%C3%A9?%E9",
                "/\u20ac?\u20ac ~ https://r.example:5000/%E2%82%AC?%E2%82%AC",
                "/a+b;c=d,e!f*(g)&h@i:j?k=l+m;n:@!$'()*,/? ~"
                        + " https://r.example:5000/a+b;c=d,e!f*(g)&h@i:j?k=l+m;n:@!$'()*,/?",
                "http://[::1]:5000/x y ~ http://[::1]:5000/x%20y",
                "http://store/sha256:12/x?rscd=attachment; filename=\"x\"&u=a|b ~"
                        + " http://store/sha256:12/x?rscd=attachment;%20filename=%22x%22&u=a%7Cb",
            })
    void readsWhatGoReads(String written, String sent) throws Exception {
        assertThat(RegistryAddress.resolve(FROM, written)).hasToString(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h h/p", "http://h|/p", "/a%zz", "/a\tb", "/a\u0000b", "/a?b\rc", "http://h:x y/p"})
    void refusesWhatGoRefuses(String written) {
        assertThatThrownBy(() -> RegistryAddress.resolve(FROM, written)).isInstanceOf(URISyntaxException.class);
    }

    @Test
    void isSentAsItWasRead() throws Exception {
        URI read = RegistryAddress.parse("http://h/a b?c|d");
        assertThat(RegistryAddress.parse(read.toString())).isEqualTo(read);
    }
}
