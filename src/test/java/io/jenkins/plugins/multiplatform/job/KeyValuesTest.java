package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValuesTest {
    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void readsMapsListsAndLines() throws Exception {
        Map<String, String> wanted = Map.of("A", "1", "B", "x=y,z");
        assertThat(parse(Map.of("A", 1, "B", "x=y,z"), NOTHING)).isEqualTo(wanted);
        assertThat(parse(List.of("A=1", "B=x=y,z"), NOTHING)).isEqualTo(wanted);
        assertThat(parse("A=1\n  B=x=y,z\n", NOTHING)).isEqualTo(wanted);
        assertThat(parse(null, NOTHING)).isEmpty();
    }

    @Test
    void keepsTheLinesOfAValue() throws Exception {
        assertThat(parse(Map.of("KEY", "one\ntwo=2"), NOTHING)).containsExactly(Map.entry("KEY", "one\ntwo=2"));
    }

    @Test
    void takesANameAloneFromTheEnvironment() throws Exception {
        assertThat(parse(List.of("HOME", "NOWHERE", "EMPTY="), Map.of("HOME", "/home/jenkins")))
                .containsOnly(Map.entry("HOME", "/home/jenkins"), Map.entry("EMPTY", ""));
    }

    @Test
    void refusesAValueWithoutAName() {
        assertThatThrownBy(() -> parse(List.of("=1"), NOTHING))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("invalid buildArgs \"=1\": expected NAME=value, or a map of names and values");
    }

    private static Map<String, String> parse(Object value, Map<String, String> environment)
            throws InvalidArgumentException {
        return KeyValues.parse("buildArgs", KeyValues.of("buildArgs", value), environment);
    }
}
