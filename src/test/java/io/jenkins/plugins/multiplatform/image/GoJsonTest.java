package io.jenkins.plugins.multiplatform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoJsonTest {
    @Test
    void indentsAsGoDoes() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z", List.of(1, 2L, true));
        object.put("a", Map.of());
        object.put("l", List.of());
        object.put("n", GoJson.NULL);
        object.put("o", List.of(Map.of("k", "v")));

        assertThat(written(object)).isEqualTo("""
                {
                  "z": [
                    1,
                    2,
                    true
                  ],
                  "a": {},
                  "l": [],
                  "n": null,
                  "o": [
                    {
                      "k": "v"
                    }
                  ]
                }""");
        assertThat(written(Map.of())).isEqualTo("{}");
    }

    @Test
    void escapesAsGoDoes() {
        assertThat(value("\"\\/\b\f\n\r\t")).isEqualTo("\\\"\\\\/\\b\\f\\n\\r\\t");
        assertThat(value("\u0000\u001f\u007f")).isEqualTo("\\u0000\\u001f\u007f");
        assertThat(value("<a>&")).isEqualTo("\\u003ca\\u003e\\u0026");
        assertThat(value("\u2028\u2029\u2027")).isEqualTo("\\u2028\\u2029\u2027");
        assertThat(value("ü☃😀\ufffd")).isEqualTo("ü☃😀\ufffd");
        assertThat(value("\ud800x\udc00")).isEqualTo("\ufffdx\ufffd");
    }

    @Test
    void ordersKeysByTheirBytes() {
        Map<String, String> sorted =
                GoJson.sorted(Map.of("b", "", "B", "", "a", "", "aa", "", "\uffee", "", "😀", "", "", "", "é", ""));

        assertThat(sorted.keySet()).containsExactly("", "B", "a", "aa", "b", "é", "\uffee", "😀");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-2.50, -2.5",
        "0, 0",
        "-0.0, -0",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-12e-9, -1.2e-8",
        "1234567890123, 1234567890123"
    })
    void writesFractionsAsGoDoes(double number, String expected) {
        assertThat(GoJson.text(number)).isEqualTo(expected);
    }

    @Test
    void refusesWhatItCannotWriteAsGoWould() {
        assertThatThrownBy(() -> GoJson.marshalIndent(Map.of("x", 1.5f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no JSON for class java.lang.Float");
    }

    @Test
    void readsEachByteThatIsNotUtf8AsGoDoes() {
        byte[] bytes = {'a', (byte) 0xe2, (byte) 0x82, 'b', (byte) 0xff, (byte) 0xf0, (byte) 0x9f, (byte) 0x98};

        assertThat(Utf8.decode(bytes)).isEqualTo("a\ufffd\ufffdb\ufffd\ufffd\ufffd\ufffd");
        assertThat(Utf8.decode("ü☃😀".getBytes(StandardCharsets.UTF_8))).isEqualTo("ü☃😀");
        assertThat(Utf8.decode(new byte[0])).isEmpty();
        assertThat(Utf8.decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isEqualTo("\ufffd\ufffd\ufffd");
    }

    private static String value(String text) {
        String written = written(Map.of("k", text));
        return written.substring("{\n  \"k\": \"".length(), written.length() - "\"\n}".length());
    }

    private static String written(Map<String, ?> object) {
        return new String(GoJson.marshalIndent(object), StandardCharsets.UTF_8);
    }
}
