package io.jenkins.plugins.multiplatform.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run as lines of JSON, with the field names of BuildKit's own and {@code platform} besides. What the daemon repeats
 * comes once.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#progress">--progress rawjson</a>
 */
final class RawJsonReport implements BuildListener {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Consumer<String> lines;
    private final Map<String, Instant> started = new HashMap<>();

    RawJsonReport(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void on(BuildEvent event) {
        if (event instanceof BuildEvent.PlatformProgress progress) {
            String platform = progress.platform().formatAll();
            lines.accept(line(platform, list(progress.event()), entry(platform, progress.event())));
        }
    }

    /** A warning that is about no single step of a platform's build. */
    static String warning(String platform, String text) {
        JsonObject entry = new JsonObject();
        entry.addProperty("short", base64(text));
        return line(platform, "warnings", entry);
    }

    private static String line(String platform, String list, JsonObject entry) {
        JsonArray entries = new JsonArray();
        entries.add(entry);
        JsonObject line = new JsonObject();
        line.addProperty("platform", platform);
        line.add(list, entries);
        return GSON.toJson(line);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String list(ProgressEvent event) {
        if (event instanceof ProgressEvent.Output) {
            return "logs";
        }
        if (event instanceof ProgressEvent.Warning) {
            return "warnings";
        }
        return event instanceof ProgressEvent.Transfer ? "statuses" : "vertexes";
    }

    private JsonObject entry(String platform, ProgressEvent event) {
        JsonObject entry = new JsonObject();
        String key = platform + event.vertex();
        boolean isVertex = event instanceof ProgressEvent.Started || event instanceof ProgressEvent.Completed;
        entry.addProperty(isVertex ? "digest" : "vertex", event.vertex());
        if (event instanceof ProgressEvent.Started e) {
            started.put(key, e.at());
            entry.addProperty("name", e.name());
            entry.addProperty("started", e.at().toString());
        } else if (event instanceof ProgressEvent.Completed e) {
            entry.addProperty("name", e.name());
            entry.addProperty("started", started.getOrDefault(key, e.at()).toString());
            entry.addProperty("completed", e.at().toString());
            if (e.cached()) {
                entry.addProperty("cached", true);
            }
            e.failure().ifPresent(error -> entry.addProperty("error", error));
        } else if (event instanceof ProgressEvent.Output e) {
            entry.addProperty("stream", e.stream());
            entry.addProperty("data", base64(e.text()));
            entry.addProperty("timestamp", e.at().toString());
        } else if (event instanceof ProgressEvent.Transfer e) {
            entry.addProperty("id", e.name());
            entry.addProperty("current", e.current());
            entry.addProperty("total", e.total());
            entry.addProperty(e.completed() ? "completed" : "timestamp", e.at().toString());
        } else if (event instanceof ProgressEvent.Warning e) {
            entry.addProperty("short", base64(e.text()));
            entry.addProperty("url", e.url());
        }
        return entry;
    }
}
