package io.jenkins.plugins.multiplatform.imagetools.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Go struct: fields have a name for templates and another one, in order, for JSON.
 *
 * @see <a href="https://pkg.go.dev/encoding/json#Marshal">encoding/json</a>
 */
public final class GoStruct {
    /** Without fields. */
    static final GoStruct EMPTY = named("struct {}").build();

    private final String type;
    private final List<Field> fields;

    private GoStruct(String type, List<Field> fields) {
        this.type = type;
        this.fields = List.copyOf(fields);
    }

    /** @param json empty for what is in templates alone */
    private record Field(String name, String json, boolean omitEmpty, Object value) {}

    /** @param type for messages, as Go names it */
    public static Builder named(String type) {
        return new Builder(type);
    }

    @Override
    public String toString() {
        return fields.isEmpty() ? "{}" : type;
    }

    Object get(String name) throws TemplateException {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new TemplateException("can't evaluate field " + name + " in type " + type
                        + "; it has " + fields.stream().map(Field::name).collect(Collectors.joining(", "))))
                .value;
    }

    Map<String, Object> toJson() throws Deferred.FailedException, InterruptedException {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Field field : fields) {
            if (!field.json.isEmpty()) {
                Object value = Deferred.resolve(field.value);
                if (!field.omitEmpty || !GoValues.isEmpty(value)) {
                    json.put(field.json, GoValues.toJson(value));
                }
            }
        }
        return json;
    }

    /** Collects fields in their order. */
    public static final class Builder {
        private final String type;
        private final List<Field> fields = new ArrayList<>();

        private Builder(String type) {
            this.type = type;
        }

        /** A field that JSON always shows. */
        public Builder with(String name, String json, Object value) {
            fields.add(new Field(name, json, false, value));
            return this;
        }

        /** A field that JSON shows where it is not empty. */
        public Builder optional(String name, String json, Object value) {
            fields.add(new Field(name, json, true, made(value)));
            return this;
        }

        private static Object made(Object value) {
            if (value instanceof List<?> list && list.isEmpty()) {
                return GoValues.Nil.LIST;
            }
            return value instanceof Map<?, ?> map && map.isEmpty() ? GoValues.Nil.MAP : value;
        }

        /** A field that JSON does not show. */
        public Builder hidden(String name, Object value) {
            fields.add(new Field(name, "", false, value));
            return this;
        }

        public GoStruct build() {
            return new GoStruct(type, fields);
        }
    }
}
