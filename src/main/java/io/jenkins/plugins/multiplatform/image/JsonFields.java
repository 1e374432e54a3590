package io.jenkins.plugins.multiplatform.image;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document of bounded size, depth and number of entries as a stream, so that neither a wrong type nor a
 * hostile document can do more than raise {@link MalformedImageException}. As in Go, {@code null} is an absent value
 * and unknown fields are passed over.
 */
final class JsonFields {
    private static final int DEEPEST = 64;
    private static final int MOST_ENTRIES = 10_000;

    private final JsonReader reader;

    private JsonFields(JsonReader reader) {
        this.reader = reader;
    }

    /** Consumes the value of one field, or says that it does not know the field by returning false. */
    @FunctionalInterface
    interface Field {
        boolean read(String name, JsonFields value) throws IOException, MalformedImageException;
    }

    /** Reads one entry of a list. */
    @FunctionalInterface
    interface Entry<T> {
        T read(JsonFields value) throws IOException, MalformedImageException;
    }

    /** @param what the document for messages: {@code image index} */
    static void read(String what, byte[] document, int maximumBytes, Field field) throws MalformedImageException {
        if (document.length > maximumBytes) {
            throw new MalformedImageException(
                    what + " of " + document.length + " bytes is larger than " + maximumBytes + " bytes");
        }
        JsonReader reader = new JsonReader(new StringReader(Utf8.decode(document)));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        try {
            new JsonFields(reader).object(field);
            reader.peek();
        } catch (IOException | IllegalStateException e) {
            throw new MalformedImageException(what + " is malformed: no valid JSON at " + reader.getPath(), e);
        } catch (MalformedImageException e) {
            throw new MalformedImageException(what + " is malformed: " + e.getMessage(), e);
        }
    }

    /** @return whether a value was there to be read */
    private boolean expect(JsonToken token, String what) throws IOException, MalformedImageException {
        JsonToken found = reader.peek();
        if (found == JsonToken.NULL) {
            reader.nextNull();
            return false;
        }
        if (found != token) {
            throw new MalformedImageException("expected " + what + " at " + reader.getPath() + ", found " + found);
        }
        return true;
    }

    void object(Field field) throws IOException, MalformedImageException {
        if (!expect(JsonToken.BEGIN_OBJECT, "an object")) {
            return;
        }
        reader.beginObject();
        while (reader.hasNext()) {
            if (!field.read(reader.nextName(), this)) {
                reader.skipValue();
            }
        }
        reader.endObject();
    }

    /** Empty for {@code null}. */
    String string() throws IOException, MalformedImageException {
        return expect(JsonToken.STRING, "a string") ? reader.nextString() : "";
    }

    /** 0 for {@code null}; a fraction or exponent is refused, as Go refuses it. */
    long integer() throws IOException, MalformedImageException {
        if (!expect(JsonToken.NUMBER, "a number")) {
            return 0;
        }
        String path = reader.getPath();
        String number = reader.nextString();
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new MalformedImageException("expected an integer at " + path + ", found " + number, e);
        }
    }

    /** Empty for {@code null}. */
    <T> List<T> list(Entry<T> entry) throws IOException, MalformedImageException {
        List<T> entries = new ArrayList<>();
        if (!expect(JsonToken.BEGIN_ARRAY, "an array")) {
            return entries;
        }
        reader.beginArray();
        while (reader.hasNext()) {
            requireRoom(entries.size());
            entries.add(entry.read(this));
        }
        reader.endArray();
        return entries;
    }

    List<String> strings() throws IOException, MalformedImageException {
        return list(JsonFields::string);
    }

    /** Empty for {@code null}; in the order of the document. */
    Map<String, String> stringMap() throws IOException, MalformedImageException {
        Map<String, String> map = new LinkedHashMap<>();
        object((name, value) -> {
            requireRoom(map.size());
            map.put(name, value.string());
            return true;
        });
        return map;
    }

    private void requireRoom(int size) throws MalformedImageException {
        if (size >= MOST_ENTRIES) {
            throw new MalformedImageException("more than " + MOST_ENTRIES + " entries at " + reader.getPath());
        }
    }

    boolean isNull() throws IOException {
        return reader.peek() == JsonToken.NULL;
    }
}
