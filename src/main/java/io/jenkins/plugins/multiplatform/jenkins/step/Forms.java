package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.job.CsvEntries;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.StringLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Between a step's lists and the ways in which scripts and forms give them. */
final class Forms {
    private Forms() {}

    /** A form's text field as the list that the step takes. */
    static void lines(JSONObject form, String... fields) {
        for (String field : fields) {
            if (form.has(field)) {
                JSONArray lines = new JSONArray();
                lines.addAll(KeyValues.lines(form.getString(field)));
                form.put(field, lines);
            }
        }
    }

    /** A field that is left to the step's default when it is empty. */
    static void optional(JSONObject form, String field) {
        if (form.optString(field).isEmpty()) {
            form.remove(field);
        }
    }

    /** A step's list as a form's text field shows it. */
    static String text(Collection<String> values) {
        return values == null ? "" : String.join("\n", values);
    }

    /** A script's arguments without those that are null, which are as if they weren't there. */
    static Map<String, Object> given(Map<String, Object> arguments) {
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.values().removeIf(Objects::isNull);
        return result;
    }

    /** A script's arguments with lists where the step takes lists, whatever the script wrote. */
    static Map<String, Object> lists(Map<String, Object> arguments, String... names) {
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        for (String name : names) {
            result.computeIfPresent(name, StringLists::of);
        }
        return result;
    }

    /** The same for names with values. */
    static Map<String, Object> pairs(Map<String, Object> arguments, String... names) {
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        for (String name : names) {
            result.computeIfPresent(name, KeyValues::of);
        }
        return result;
    }

    /** Entries of attributes: each a map, or a text as buildx has it. */
    static Map<String, Object> entries(Map<String, Object> arguments, String... names) {
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        for (String name : names) {
            result.computeIfPresent(name, CsvEntries::of);
        }
        return result;
    }

    /** True, false, a map of attributes, or a text as buildx has it. */
    static Map<String, Object> attributes(Map<String, Object> arguments, String... names) {
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        for (String name : names) {
            result.computeIfPresent(
                    name,
                    (key, value) -> List.of(value instanceof Map<?, ?> map ? CsvEntries.join(map) : value.toString()));
        }
        return result;
    }

    /**
     * A list of {@code [id: 'npm', credentialsId: 'npm-token']}, or with {@code env} or {@code src} in place of the
     * credentials, as the texts that the step takes.
     */
    static Map<String, Object> secrets(Map<String, Object> arguments, String name) {
        if (!(arguments.get(name) instanceof Collection<?> values)) {
            return arguments;
        }
        List<Object> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value instanceof Map<?, ?> map ? secret(name, map) : value);
        }
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.put(name, texts);
        return result;
    }

    private static String secret(String name, Map<?, ?> secret) {
        if (secret.size() == 2 && secret.get("id") != null) {
            if (secret.get("credentialsId") != null) {
                return secret.get("id") + "=" + secret.get("credentialsId");
            }
            if (secret.get("env") != null || secret.get("src") != null) {
                return CsvEntries.join(secret);
            }
        }
        throw new IllegalArgumentException(name
                + " takes maps of id and credentialsId, such as [[id: 'npm', credentialsId: 'npm-token']], or of id and"
                + " env or src");
    }

    /** An argument under its other name. */
    static Map<String, Object> alias(Map<String, Object> arguments, String alias, String name) {
        if (!arguments.containsKey(alias)) {
            return arguments;
        }
        if (arguments.containsKey(name)) {
            throw new IllegalArgumentException(alias + " is another name of " + name + ": give one of them");
        }
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.put(name, result.remove(alias));
        return result;
    }

    /** A script's objects, such as the result of another step, where the step takes a text. */
    static Map<String, Object> text(Map<String, Object> arguments, String name) {
        Map<String, Object> result = new LinkedHashMap<>(arguments);
        result.computeIfPresent(name, (key, value) -> value.toString());
        return result;
    }

    /** Null as empty, without the space around. */
    static String trim(String value) {
        return value == null ? "" : value.strip();
    }

    /** As a list that can be persisted; without what is null. */
    static List<String> list(@CheckForNull String... values) {
        List<String> list = new ArrayList<>();
        if (values != null) {
            Arrays.stream(values).filter(Objects::nonNull).forEach(list::add);
        }
        return list;
    }
}
