package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void readsPlainAndQuotedFields() throws Exception {
        assertThat(Csv.fields("a=1,b=2")).containsExactly("a=1", "b=2");
        assertThat(Csv.fields("\"a=1,2\",b,\"c=\"\"x\"\"\"")).containsExactly("a=1,2", "b", "c=\"x\"");
        assertThat(Csv.fields("")).containsExactly("");
        assertThat(Csv.fields("a,,")).containsExactly("a", "", "");
        assertThat(Csv.fields("\"\"")).containsExactly("");
        assertThat(Csv.fields("type=registry,ref=x\n")).containsExactly("type=registry", "ref=x");
        assertThat(Csv.fields("a,\"b\"\r\n")).containsExactly("a", "b");
    }

    @Test
    void writesWhatItReads() throws Exception {
        for (String text : List.of("a", "a,b", "a\"b", "", "\"")) {
            assertThat(Csv.fields(Csv.field(text) + "," + Csv.field("z"))).containsExactly(text, "z");
        }
    }

    @Test
    void refusesQuotesThatDoNotMatch() {
        for (String text : List.of("\"a", "\"a\"b", "\"a\"\"")) {
            assertThatThrownBy(() -> Csv.fields(text))
                    .hasMessage("extraneous or missing \" in quoted field of " + text);
        }
        assertThatThrownBy(() -> Csv.fields("x,a\"b"))
                .hasMessage("bare \" in non-quoted field of x,a\"b: quote the whole field, as in \"name=a,b\"");
    }
}
