package io.jenkins.plugins.multiplatform.build;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Records as text that is the same for equal ones, in every process: {@code toString} follows the order of immutable
 * maps, which differs from one start of the JVM to the next. A record's new component is a part of it at once.
 */
final class CanonicalText {
    private CanonicalText() {}

    static String of(Object value) {
        if (value instanceof Record element) {
            return ofRecord(element);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, entry) -> sorted.put(of(key), of(entry)));
            List<String> parts = new ArrayList<>();
            sorted.forEach((key, entry) -> parts.add(key + entry));
            return "m" + joined(parts);
        }
        if (value instanceof Collection<?> values) {
            List<String> parts = new ArrayList<>();
            values.forEach(element -> parts.add(of(element)));
            if (value instanceof Set) {
                parts.sort(null);
            }
            return "c" + joined(parts);
        }
        return length(String.valueOf(value));
    }

    private static String ofRecord(Record element) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : element.getClass().getRecordComponents()) {
            try {
                parts.add(
                        length(component.getName()) + of(component.getAccessor().invoke(element)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(element.getClass() + " has no readable " + component.getName(), e);
            }
        }
        return "r" + joined(parts);
    }

    private static String joined(List<String> parts) {
        return parts.size() + "(" + String.join("", parts) + ")";
    }

    /** With its length in front no text can be taken for two. */
    private static String length(String text) {
        return text.length() + ":" + text;
    }
}
