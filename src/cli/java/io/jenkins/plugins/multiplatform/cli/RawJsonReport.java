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
            JsonArray entry = new JsonArray();
            entry.add(entry(platform, progress.event()));
            JsonObject line = new JsonObject();
            line.addProperty("platform", platform);
            line.add(list(progress.event()), entry);
            lines.accept(GSON.toJson(line));
        }
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
            entry.addProperty(
                    "data", Base64.getEncoder().encodeToString(e.text().getBytes(StandardCharsets.UTF_8)));
            entry.addProperty("timestamp", e.at().toString());
        } else if (event instanceof ProgressEvent.Transfer e) {
            entry.addProperty("id", e.name());
            entry.addProperty("current", e.current());
            entry.addProperty("total", e.total());
            entry.addProperty(e.completed() ? "completed" : "timestamp", e.at().toString());
        } else if (event instanceof ProgressEvent.Warning e) {
            entry.addProperty(
                    "short", Base64.getEncoder().encodeToString(e.text().getBytes(StandardCharsets.UTF_8)));
            entry.addProperty("url", e.url());
        }
        return entry;
    }
}
