package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.options.Csv;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvEntriesTest {
    @Test
    void readsMapsTextsAndListsOfBoth() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", "registry");
        map.put("ref", "a/b");
        map.put("ignore-error", true);
        assertThat(CsvEntries.of("cacheTo", map)).containsExactly("type=registry,ref=a/b,ignore-error=true");
        assertThat(CsvEntries.of("cacheTo", "type=inline\n\ntype=gha")).containsExactly("type=inline", "type=gha");
        assertThat(CsvEntries.of("cacheTo", List.of(map, "a/b:c")))
                .containsExactly("type=registry,ref=a/b,ignore-error=true", "a/b:c");
        assertThat(CsvEntries.of("cacheTo", null)).isEmpty();
    }

    @Test
    void quotesWhatHasASeparatorInIt() throws Exception {
        String entry = CsvEntries.join(Map.of("name", "a:1,\"b\":2"));
        assertThat(Csv.fields(entry)).containsExactly("name=a:1,\"b\":2");
    }

    @Test
    void refusesWhatIsNeither() {
        assertThatThrownBy(() -> CsvEntries.of("outputs", List.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("outputs takes a list of texts");
    }
}
