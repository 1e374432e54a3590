package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("of policies it can be said that none is wanted")
class PolicyOptionTest {
    @Test
    void nothingSaidDisablesNone() throws Exception {
        assertThat(PolicyOption.isDisabled(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disabled=true",
                "disabled=1",
                "disabled=T",
                "DISABLED=true",
                " disabled=true",
                "\"disabled=true\""
            })
    void disabledIsRead(String value) throws Exception {
        assertThat(PolicyOption.isDisabled(List.of(value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disabled=false",
                "filename=a.rego",
                "reset=true",
                "strict=true,disabled=true",
                "disabled=true,strict=true",
                "log-level=debug",
                "disabled=true,disabled=false"
            })
    void allElseIsRefusedWithWhatIsPossible(String value) {
        assertThatThrownBy(() -> PolicyOption.isDisabled(List.of("disabled=true", value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("policy \"" + value + "\": policies are not evaluated here, so that the one value is"
                        + " disabled=true. Build with buildx where a policy has to decide");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "true", "disabled=maybe", "disabled=", "name=a"})
    void whatBuildxDoesNotTakeIsRefusedAsThere(String value) {
        assertThatThrownBy(() -> PolicyOption.isDisabled(List.of(value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("policy: invalid value " + value);
    }
}
