package io.jenkins.plugins.multiplatform.buildkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.AttrConstraint;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.AttrMatch;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.MatchType;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Policy;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.PolicyAction;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Rule;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Selector;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Update;

/**
 * Reads a source policy: which sources a build may use, and what is taken in their place. buildx takes the same file by
 * {@code EXPERIMENTAL_BUILDKIT_SOURCE_POLICY}.
 *
 * @see <a href="https://docs.docker.com/build/building/variables/#experimental_buildkit_source_policy">the variable</a>
 */
final class SourcePolicyJson {
    private SourcePolicyJson() {}

    static Policy parse(String json) throws BuildkitException {
        try {
            JsonObject policy = JsonParser.parseString(json).getAsJsonObject();
            Policy.Builder result = Policy.newBuilder();
            if (policy.has("version")) {
                result.setVersion(policy.get("version").getAsLong());
            }
            for (JsonElement rule : array(policy, "rules")) {
                result.addRules(rule(rule.getAsJsonObject()));
            }
            return result.build();
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | ClassCastException e) {
            throw new BuildkitException(
                    BuildkitException.Kind.REFUSED, "failed to parse source policy: " + e.getMessage(), e);
        }
    }

    private static Rule rule(JsonObject json) {
        Rule.Builder rule = Rule.newBuilder();
        if (json.has("action")) {
            rule.setAction(PolicyAction.valueOf(text(json, "action")));
        }
        if (json.has("selector")) {
            rule.setSelector(selector(json.getAsJsonObject("selector")));
        }
        if (json.has("updates")) {
            JsonObject updates = json.getAsJsonObject("updates");
            Update.Builder update = Update.newBuilder().setIdentifier(text(updates, "identifier"));
            if (updates.has("attrs")) {
                updates.getAsJsonObject("attrs")
                        .entrySet()
                        .forEach(attr ->
                                update.putAttrs(attr.getKey(), attr.getValue().getAsString()));
            }
            rule.setUpdates(update);
        }
        return rule.build();
    }

    private static Selector selector(JsonObject json) {
        Selector.Builder selector = Selector.newBuilder().setIdentifier(text(json, "identifier"));
        // Go's field names: the generated structs' tags, in which this one is written with an underscore.
        String matchType = json.has("match_type") ? "match_type" : "matchType";
        if (json.has(matchType)) {
            selector.setMatchType(MatchType.valueOf(text(json, matchType)));
        }
        for (JsonElement element : array(json, "constraints")) {
            JsonObject constraint = element.getAsJsonObject();
            AttrConstraint.Builder wire =
                    AttrConstraint.newBuilder().setKey(text(constraint, "key")).setValue(text(constraint, "value"));
            if (constraint.has("condition")) {
                wire.setCondition(AttrMatch.valueOf(text(constraint, "condition")));
            }
            selector.addConstraints(wire);
        }
        return selector.build();
    }

    private static JsonArray array(JsonObject json, String key) {
        return json.has(key) ? json.getAsJsonArray(key) : new JsonArray();
    }

    private static String text(JsonObject json, String key) {
        return json.has(key) ? json.get(key).getAsString() : "";
    }
}
