package io.jenkins.plugins.multiplatform.build;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.BitSet;

/**
 * The records of a cache: steps, the steps that they are made of, and the layers of those whose result is kept.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/cache/remotecache/v1/types/spec.go">the format</a>
 */
final class CacheRecords {
    private final JsonArray records;

    private CacheRecords(JsonArray records) {
        this.records = records;
    }

    /** Those of a cache of its own, whose configuration this is. */
    static CacheRecords ofConfig(String json) {
        JsonElement records = JsonParser.parseString(json).getAsJsonObject().get("records");
        return new CacheRecords(records == null ? new JsonArray() : records.getAsJsonArray());
    }

    /** Those that an image carries in its configuration. */
    static CacheRecords ofImage(String json) {
        return new CacheRecords(JsonParser.parseString(json).getAsJsonArray());
    }

    /**
     * Whether every last step has its result. What BuildKit loses are all results behind a step that it matched by the
     * session alone, so that the last one is always among them. A base image that nothing is made of is no step.
     *
     * @throws JsonParseException if this is no cache
     */
    boolean areWhole() {
        try {
            BitSet used = new BitSet(records.size());
            for (JsonElement record : records) {
                inputs(record).forEach(links -> links.getAsJsonArray().forEach(link -> use(link, used)));
            }
            for (int i = 0; i < records.size(); i++) {
                JsonObject record = records.get(i).getAsJsonObject();
                boolean isLast = !used.get(i) && !inputs(record).isEmpty();
                if (isLast && !record.has("layers") && !record.has("chains")) {
                    return false;
                }
            }
            return !records.isEmpty();
        } catch (IllegalStateException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new JsonParseException("these are no cache's records: " + e.getMessage(), e);
        }
    }

    private void use(JsonElement link, BitSet used) {
        JsonElement index = link.getAsJsonObject().get("link");
        if (index == null || !index.isJsonPrimitive()) {
            throw new JsonParseException("a record's input has no link");
        }
        if (index.getAsInt() < records.size()) {
            used.set(index.getAsInt());
        }
    }

    private static JsonArray inputs(JsonElement record) {
        JsonElement inputs = record.getAsJsonObject().get("inputs");
        return inputs == null || !inputs.isJsonArray() ? new JsonArray() : inputs.getAsJsonArray();
    }
}
