package io.jenkins.plugins.multiplatform.imagetools.template;

import io.jenkins.plugins.multiplatform.image.GoJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What templates work on: {@link GoStruct}, {@link GoMap}, {@code Map} (a Go map of anything), {@code List},
 * {@link GoTime}, texts, numbers, booleans, {@link #NIL} and {@link GoJson#NULL}.
 */
public final class GoValues {
    /** A pointer to nothing, which prints in another way than an interface of nothing. */
    public static final Object NIL = Nil.POINTER;

    /** What was never made is null in JSON, and prints as if it were empty. */
    enum Nil {
        POINTER("<nil>"),
        LIST("[]"),
        MAP("map[]");

        private final String printed;

        Nil(String printed) {
            this.printed = printed;
        }

        @Override
        public String toString() {
            return printed;
        }
    }

    private GoValues() {}

    static boolean isEmpty(Object value) {
        return value instanceof Nil
                || value == GoJson.NULL
                || value.equals("")
                || value.equals(0L)
                || value.equals(false)
                || (value instanceof GoMap map && map.entries().isEmpty());
    }

    static Object toJson(Object value) throws Deferred.FailedException, InterruptedException {
        if (value instanceof GoStruct struct) {
            return struct.toJson();
        }
        if (value instanceof GoMap map) {
            return map.isNil() ? GoJson.NULL : toJson(map.entries());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> json = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.put((String) entry.getKey(), toJson(entry.getValue()));
            }
            return GoJson.sorted(json);
        }
        if (value instanceof List<?> list) {
            List<Object> json = new ArrayList<>();
            for (Object entry : list) {
                json.add(toJson(entry));
            }
            return json;
        }
        if (value instanceof GoTime time) {
            return time.json();
        }
        return value instanceof Nil ? GoJson.NULL : value;
    }

    /** @throws TemplateException for what Go would print with addresses of its memory, or without any names */
    static String print(Object value) throws TemplateException {
        if (value == GoJson.NULL) {
            return "<no value>";
        }
        if (value instanceof List<?> list && list.stream().allMatch(GoValues::isPlain)) {
            return list.stream().map(Object::toString).collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof GoMap map) {
            return print(map.entries());
        }
        if (value instanceof Map<?, ?> map && map.values().stream().allMatch(GoValues::isPlain)) {
            return GoJson.sorted(texts(map)).entrySet().stream()
                    .map(entry -> entry.getKey() + ":" + entry.getValue())
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (isPlain(value) || value instanceof Nil) {
            return value.toString();
        }
        throw new TemplateException(
                "this is no single value: print it as JSON ({{json ...}}), or name one of its fields");
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, entry) -> texts.put((String) key, entry));
        return texts;
    }

    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof GoTime
                || value == GoStruct.EMPTY;
    }
}
