package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoQuoteTest {
    @Test
    void quotesAsGoDoes() {
        assertThat(GoQuote.quote("plain 'text' <&>")).isEqualTo("\"plain 'text' <&>\"");
        assertThat(GoQuote.quote("\"\\\u0007\b\f\n\r\t\u000b")).isEqualTo("\"\\\"\\\\\\a\\b\\f\\n\\r\\t\\v\"");
        assertThat(GoQuote.quote("\u0000\u001b\u007f")).isEqualTo("\"\\x00\\x1b\\x7f\"");
        assertThat(GoQuote.quote("ü☃😀")).isEqualTo("\"ü☃😀\"");
        assertThat(GoQuote.quote("\u0085\u00a0\u200b\u2028")).isEqualTo("\"\\u0085\\u00a0\\u200b\\u2028\"");
        assertThat(GoQuote.quote(new String(Character.toChars(0xe0001)))).isEqualTo("\"\\U000e0001\"");
    }
}
