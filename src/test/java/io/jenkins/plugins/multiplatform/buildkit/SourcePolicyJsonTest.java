package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.AttrMatch;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.MatchType;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Policy;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.PolicyAction;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePolicyJsonTest {
    @Test
    void readsEveryField() throws Exception {
        Policy policy = SourcePolicyJson.parse("""
            {"version": 1, "rules": [{"action": "CONVERT",
              "selector": {"identifier": "docker-image://a", "match_type": "EXACT",
                "constraints": [{"key": "k", "value": "v", "condition": "NOTEQUAL"}]},
              "updates": {"identifier": "docker-image://b", "attrs": {"x": "y"}}}]}
            """);
        assertThat(policy.getVersion()).isEqualTo(1);
        Rule rule = policy.getRules(0);
        assertThat(rule.getAction()).isEqualTo(PolicyAction.CONVERT);
        assertThat(rule.getSelector().getIdentifier()).isEqualTo("docker-image://a");
        assertThat(rule.getSelector().getMatchType()).isEqualTo(MatchType.EXACT);
        assertThat(rule.getSelector().getConstraints(0).getCondition()).isEqualTo(AttrMatch.NOTEQUAL);
        assertThat(rule.getUpdates().getIdentifier()).isEqualTo("docker-image://b");
        assertThat(rule.getUpdates().getAttrsMap()).containsEntry("x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rules\": [{\"Action\": \"DENY\"}]}",
                "{\"Rules\": [{\"action\": \"DENY\"}]}",
                "{\"RULES\": [{\"ACTION\": 1}]}",
                "{\"rules\": [{\"action\": 1, \"selector\": null}]}"
            })
    void takesADenialHoweverItsFieldsAreWritten(String json) throws Exception {
        assertThat(SourcePolicyJson.parse(json).getRulesList())
                .extracting(Rule::getAction)
                .containsExactly(PolicyAction.DENY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"rules\": null}", "{\"version\": null, \"rules\": []}"})
    void hasNoRulesWhereNoneAreWritten(String json) throws Exception {
        assertThat(SourcePolicyJson.parse(json)).isEqualTo(Policy.getDefaultInstance());
    }

    @Test
    void aNullLeavesAFieldAsItIsAsInGo() throws Exception {
        assertThat(SourcePolicyJson.parse("{\"rules\": [{\"action\": null}]}")
                        .getRules(0)
                        .getAction())
                .isEqualTo(PolicyAction.ALLOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"rules": [{"actoin": "DENY"}]}                       | a rule has no field "actoin"
        {"rule": []}                                          | a policy has no field "rule"
        {"rules": [{"action": "ALLOW", "Action": "DENY"}]}    | a rule has the field "Action" twice
        {"rules": [{"action": "deny"}]}                       | field "action" can't be "deny"
        {"rules": [{"action": 7}]}                            | field "action" can't be 7
        {"rules": [{"action": true}]}                         | field "action" is no text
        {"rules": [{"selector": {"identifier": 5}}]}          | field "identifier" is no text
        {"rules": []} {"rules": []}                           | invalid JSON at line 1 column 16 path $
        """)
    void refusesWhatWouldBeWeakerThanWritten(String json, String reason) {
        assertThatThrownBy(() -> SourcePolicyJson.check(json))
                .isInstanceOf(BuildkitException.class)
                .hasMessage("failed to parse source policy: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{'rules': []}",
                "{\"rules\": [null]}",
                "{\"rules\": [{\"action\": \"DENY\",}]}",
                "{\"rules\": {}}",
                "{\"version\": \"x\"}",
                "{\"rules\": [{\"action\": \"DENY\""
            })
    void refusesWhatIsNoPolicy(String json) {
        assertThatThrownBy(() -> SourcePolicyJson.parse(json))
                .isInstanceOf(BuildkitException.class)
                .hasMessageStartingWith("failed to parse source policy: ");
    }
}
