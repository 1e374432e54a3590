package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScopeTest {
    @Test
    void writesTheWireForm() {
        assertThat(TokenScope.pullAndPush("team/app")).hasToString("repository:team/app:pull,push");
        assertThat(TokenScope.pull("app")).hasToString("repository:app:pull");
    }

    @Test
    void readsANameWithAPort() throws AuthException {
        assertThat(TokenScope.parse("repository:localhost:5000/app:push,pull"))
                .isEqualTo(TokenScope.pullAndPush("localhost:5000/app"));
    }

    @Test
    void ordersActionsSoThatEqualScopesAreEqual() {
        assertThat(new TokenScope("repository", "a", List.of("push", "pull", "push")))
                .isEqualTo(TokenScope.pullAndPush("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "repository", "repository:app", ":app:pull", "repository::pull", "repository:app:"})
    void refusesWhatIsNoScope(String scope) {
        assertThatThrownBy(() -> TokenScope.parse(scope))
                .isInstanceOf(AuthException.class)
                .hasMessage("invalid token scope \"" + scope + "\", expected type:name:action,...");
    }

    @Test
    void aWiderScopeCoversANarrowerOneOfTheSameRepository() {
        assertThat(TokenScope.pullAndPush("a").covers(TokenScope.pull("a"))).isTrue();
        assertThat(TokenScope.pull("a").covers(TokenScope.pullAndPush("a"))).isFalse();
        assertThat(TokenScope.pullAndPush("a").covers(TokenScope.pull("b"))).isFalse();
    }
}
