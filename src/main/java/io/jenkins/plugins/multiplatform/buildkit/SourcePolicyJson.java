package io.jenkins.plugins.multiplatform.buildkit;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.AttrConstraint;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.AttrMatch;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.MatchType;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Policy;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.PolicyAction;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Rule;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Selector;
import io.jenkins.plugins.multiplatform.buildkit.wire.sourcepolicy.Update;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Reads a source policy: which sources a build may use, and what is taken in their place. buildx takes the same file by
 * {@code EXPERIMENTAL_BUILDKIT_SOURCE_POLICY}, with Go's rules of JSON: names of fields have no case, and a null leaves a
 * field as it is. Go also passes over fields that it does not know; here they are refused, as a misspelt {@code action}
 * would turn a denial into a permission.
 *
 * @see <a href="https://docs.docker.com/build/building/variables/#experimental_buildkit_source_policy">the variable</a>
 * @see <a href="https://github.com/moby/buildkit/blob/master/sourcepolicy/pb/policy.proto">its fields</a>
 */
public final class SourcePolicyJson {
    private final JsonReader json;

    private SourcePolicyJson(String text) {
        json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
    }

    /**
     * Finds what is wrong with a policy before a node is asked.
     *
     * @param text empty for no policy
     */
    public static void check(String text) throws BuildkitException {
        if (!text.isEmpty()) {
            parse(text);
        }
    }

    static Policy parse(String text) throws BuildkitException {
        SourcePolicyJson reader = new SourcePolicyJson(text);
        try {
            Policy.Builder policy = Policy.newBuilder();
            reader.object("policy", field -> reader.policy(field, policy));
            // Throws where there is more.
            reader.json.peek();
            return policy.build();
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
            throw new BuildkitException(
                    BuildkitException.Kind.REFUSED, "failed to parse source policy: " + reason(e), e);
        }
    }

    /** Without the library's advice to those who call it. */
    private static String reason(Exception failure) {
        String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return first.replace(
                "Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON", "invalid JSON");
    }

    /** Takes the value of a field, which is not null; false if there is no such field. */
    @FunctionalInterface
    private interface Fields {
        boolean take(String field) throws IOException;
    }

    private boolean policy(String field, Policy.Builder policy) throws IOException {
        switch (field) {
            case "version" -> policy.setVersion(json.nextLong());
            case "rules" ->
                array(() -> {
                    Rule.Builder rule = Rule.newBuilder();
                    object("rule", name -> rule(name, rule));
                    policy.addRules(rule);
                });
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean rule(String field, Rule.Builder rule) throws IOException {
        switch (field) {
            case "action" -> rule.setAction(choice(field, PolicyAction::valueOf, PolicyAction::forNumber));
            case "selector" -> {
                Selector.Builder selector = Selector.newBuilder();
                object(field, name -> selector(name, selector));
                rule.setSelector(selector);
            }
            case "updates" -> {
                Update.Builder update = Update.newBuilder();
                object(field, name -> update(name, update));
                rule.setUpdates(update);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean selector(String field, Selector.Builder selector) throws IOException {
        switch (field) {
            case "identifier" -> selector.setIdentifier(text(field));
            // Go's tag of the field, and its name in the protocol's own JSON.
            case "match_type", "matchtype" ->
                selector.setMatchType(choice(field, MatchType::valueOf, MatchType::forNumber));
            case "constraints" ->
                array(() -> {
                    AttrConstraint.Builder constraint = AttrConstraint.newBuilder();
                    object("constraint", name -> constraint(name, constraint));
                    selector.addConstraints(constraint);
                });
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean constraint(String field, AttrConstraint.Builder constraint) throws IOException {
        switch (field) {
            case "key" -> constraint.setKey(text(field));
            case "value" -> constraint.setValue(text(field));
            case "condition" -> constraint.setCondition(choice(field, AttrMatch::valueOf, AttrMatch::forNumber));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean update(String field, Update.Builder update) throws IOException {
        switch (field) {
            case "identifier" -> update.setIdentifier(text(field));
            case "attrs" -> {
                json.beginObject();
                while (json.hasNext()) {
                    String name = json.nextName();
                    update.putAttrs(name, text("attrs." + name));
                }
                json.endObject();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void object(String what, Fields fields) throws IOException {
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String written = json.nextName();
            String field = written.toLowerCase(Locale.ROOT);
            if (!seen.add(field)) {
                throw new MalformedJsonException("a " + what + " has the field \"" + written + "\" twice");
            }
            if (json.peek() == JsonToken.NULL) {
                json.nextNull();
            } else if (!fields.take(field)) {
                throw new MalformedJsonException("a " + what + " has no field \"" + written + "\"");
            }
        }
        json.endObject();
    }

    /** Reads one element. */
    @FunctionalInterface
    private interface Element {
        void read() throws IOException;
    }

    private void array(Element element) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            element.read();
        }
        json.endArray();
    }

    private String text(String field) throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw new MalformedJsonException("field \"" + field + "\" is no text");
        }
        return json.nextString();
    }

    /** By its name or by its number. */
    private <E> E choice(String field, Function<String, E> named, IntFunction<E> numbered) throws IOException {
        if (json.peek() == JsonToken.NUMBER) {
            int number = json.nextInt();
            E value = numbered.apply(number);
            if (value == null) {
                throw new MalformedJsonException("field \"" + field + "\" can't be " + number);
            }
            return value;
        }
        String name = text(field);
        try {
            return named.apply(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedJsonException("field \"" + field + "\" can't be \"" + name + "\"", e);
        }
    }
}
