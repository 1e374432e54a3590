package io.jenkins.plugins.multiplatform.imagetools.template;

import io.jenkins.plugins.multiplatform.image.GoJson;
import java.util.List;
import java.util.Map;

/** What stands between braces, read. */
sealed interface Expression {
    Object evaluate(GoStruct data) throws TemplateException, Deferred.FailedException, InterruptedException;

    /** The dot alone. */
    record Dot() implements Expression {
        @Override
        public Object evaluate(GoStruct data) {
            return data;
        }
    }

    /** A text or number as it was written. */
    record Literal(Object value) implements Expression {
        @Override
        public Object evaluate(GoStruct data) {
            return value;
        }
    }

    /** {@code .Field} of something. */
    record Member(Expression of, String name) implements Expression {
        @Override
        public Object evaluate(GoStruct data) throws TemplateException, Deferred.FailedException, InterruptedException {
            Object value = of.evaluate(data);
            if (value instanceof GoStruct struct) {
                return Deferred.resolve(struct.get(name));
            }
            if (value instanceof GoMap map) {
                return map.entries().getOrDefault(name, GoJson.NULL);
            }
            if (value instanceof Map<?, ?> map) {
                Object entry = map.get(name);
                return entry == null ? GoJson.NULL : entry;
            }
            throw new TemplateException("can't evaluate field " + name + ": "
                    + (value == GoValues.NIL || value == GoJson.NULL
                            ? "there is nothing that could have it"
                            : "what it is asked of has no fields"));
        }
    }

    /** {@code json X}. */
    record Json(Expression argument) implements Expression {
        @Override
        public Object evaluate(GoStruct data) throws TemplateException, Deferred.FailedException, InterruptedException {
            return GoJson.text(GoValues.toJson(argument.evaluate(data)));
        }
    }

    /** {@code index X key...}. */
    record Index(Expression of, List<Expression> keys) implements Expression {
        @Override
        public Object evaluate(GoStruct data) throws TemplateException, Deferred.FailedException, InterruptedException {
            Object value = of.evaluate(data);
            for (Expression key : keys) {
                value = index(value, key.evaluate(data));
            }
            return value;
        }

        private static Object index(Object value, Object key) throws TemplateException {
            if (value instanceof GoMap map && key instanceof String name) {
                return map.index(name);
            }
            if (value instanceof Map<?, ?> map && key instanceof String name) {
                Object entry = map.get(name);
                return entry == null ? GoJson.NULL : entry;
            }
            if (value instanceof List<?> list && key instanceof Long number) {
                if (number < 0 || number >= list.size()) {
                    throw new TemplateException("error calling index: index out of range: " + number);
                }
                return list.get(number.intValue());
            }
            throw new TemplateException("error calling index: it needs a map and a text, or a list and a number; an"
                    + " image for one platform has no map: name its fields without index");
        }
    }
}
