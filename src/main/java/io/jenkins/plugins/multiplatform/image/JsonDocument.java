package io.jenkins.plugins.multiplatform.image;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON whose fields nobody knows beforehand, as Go reads it into an {@code any}: the values are those of
 * {@link GoJson}, and numbers are {@code Double}, with the loss of large integers that Go has too.
 */
public final class JsonDocument {
    private static final int DEEPEST = 64;

    /** A value of two bytes takes fifty in memory. */
    private static final int MOST_VALUES = 2_000_000;

    private final JsonReader reader;
    private int values;

    private JsonDocument(JsonReader reader) {
        this.reader = reader;
    }

    /**
     * @param what the document for messages: {@code SBOM}
     * @return {@code Map}, {@code List}, {@code String}, {@code Double}, {@code Boolean} or {@link GoJson#NULL}; maps
     *     are sorted as Go writes them
     * @throws MalformedImageException if it is no JSON, or nests too deep
     */
    public static Object parse(String what, byte[] document) throws MalformedImageException {
        JsonReader reader = new JsonReader(new StringReader(Utf8.decode(document)));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        try {
            Object value = new JsonDocument(reader).value();
            reader.peek();
            return value;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new MalformedImageException(what + " is malformed: no valid JSON at " + reader.getPath(), e);
        }
    }

    private Object value() throws IOException {
        if (++values > MOST_VALUES) {
            throw new IllegalStateException("more than " + MOST_VALUES + " values");
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object();
            case BEGIN_ARRAY -> array();
            case STRING -> reader.nextString();
            case NUMBER -> reader.nextDouble();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> nothing();
            default -> throw new IllegalStateException("no value");
        };
    }

    private Object nothing() throws IOException {
        reader.nextNull();
        return GoJson.NULL;
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            map.put(reader.nextName(), value());
        }
        reader.endObject();
        return GoJson.sorted(map);
    }

    private List<Object> array() throws IOException {
        List<Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            list.add(value());
        }
        reader.endArray();
        return list;
    }
}
