package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static Expansion with(String value) {
        return new Expansion(text -> text.replace("$X", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,evil.example/a:2", "1\nevil.example/a:2", "1\r"})
    void aParameterAddsNoEntryToAList(String value) {
        assertThatThrownBy(() -> with(value).entries("tags", List.of("a:latest", "a:$X")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tags: \"a:$X\" becomes \"a:1")
                .hasMessageEndingWith(": a variable fills in one entry, and its value can't have commas and ends of"
                        + " lines here. Write each entry of a list by itself");
    }

    @Test
    void norAnAttribute() {
        assertThatThrownBy(() -> with("sbom,generator=evil/scanner").entry("provenance", "mode=$X"))
                .hasMessageStartingWith("provenance: \"mode=$X\" becomes \"mode=sbom,generator=evil/scanner\"");
        assertThat(with("c").entries("outputs", List.of("type=local,dest=$X", "$X")))
                .containsExactly("type=local,dest=c", "c");
        assertThat(with("c").entry("sbom", null)).isEmpty();
        assertThat(with("c").entries("ssh", null)).isEmpty();
    }

    @Test
    void aCommaIsPartOfAValueWhereNothingIsTakenApart() {
        assertThat(with("a, b\nc").all(List.of("TITLE=$X"))).containsExactly("TITLE=a, b\nc");
        assertThat(with("a, b").one("$X")).isEqualTo("a, b");
        assertThat(with("x").one(null)).isEmpty();
        assertThat(with("x").all(null)).isEmpty();
        assertThat(Expansion.NONE.entries("tags", List.of("$X,b"))).containsExactly("$X,b");
    }
}
