package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StringListsTest {
    @Test
    @DisplayName("S21: platforms are a list or a text with commas, with space around or repeated")
    void readsListsAndTexts() {
        assertThat(split(List.of("linux/amd64", " linux/arm64 "))).containsExactly("linux/amd64", "linux/arm64");
        assertThat(split("linux/amd64, linux/arm64")).containsExactly("linux/amd64", "linux/arm64");
        assertThat(split("\n linux/amd64\r\nlinux/arm64,\n\n")).containsExactly("linux/amd64", "linux/arm64");
        assertThat(split(List.of("a,b", "c"))).containsExactly("a", "b", "c");
        assertThat(split(new StringBuilder("a"))).containsExactly("a");
        assertThat(split(null)).isEmpty();
        assertThat(split("")).isEmpty();
    }

    @Test
    void refusesWhatIsNeitherListNorText() {
        assertThatThrownBy(() -> StringLists.of("platforms", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "platforms takes a list of texts, or one text with commas or lines, not java.lang.Integer 5");
        assertThatThrownBy(() -> StringLists.of("tags", Arrays.asList("a", null)))
                .hasMessage("tags takes a list of texts, or one text with commas or lines, not null");
    }

    private static List<String> split(Object value) {
        return StringLists.split(StringLists.of("platforms", value));
    }
}
