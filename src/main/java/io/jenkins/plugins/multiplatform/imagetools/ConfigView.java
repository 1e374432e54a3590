package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.GoJson;
import io.jenkins.plugins.multiplatform.imagetools.template.GoMap;
import io.jenkins.plugins.multiplatform.imagetools.template.GoStruct;
import io.jenkins.plugins.multiplatform.imagetools.template.GoTime;
import io.jenkins.plugins.multiplatform.imagetools.template.GoValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's configuration under the names that templates know it by. As in buildx, what OCI's type has no field for,
 * a health check for instance, is not shown.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/specs-go/v1/config.go">config.go</a>
 */
final class ConfigView {
    private final Map<?, ?> fields;

    private ConfigView(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** @param json the whole configuration */
    static GoStruct of(Object json) throws ImageToolsException {
        return new ConfigView(object(json, "the configuration")).image();
    }

    private GoStruct image() throws ImageToolsException {
        return GoStruct.named("v1.Image")
                .optional("Created", "created", time("created"))
                .optional("Author", "author", text("author"))
                .with("Architecture", "architecture", text("architecture"))
                .with("OS", "os", text("os"))
                .optional("OSVersion", "os.version", text("os.version"))
                .optional("OSFeatures", "os.features", texts("os.features"))
                .optional("Variant", "variant", text("variant"))
                .with("Config", "config", part("config").config())
                .with("RootFS", "rootfs", part("rootfs").rootfs())
                .optional("History", "history", history())
                .build();
    }

    private GoStruct config() throws ImageToolsException {
        return GoStruct.named("v1.ImageConfig")
                .optional("User", "User", text("User"))
                .optional("ExposedPorts", "ExposedPorts", names("ExposedPorts"))
                .optional("Env", "Env", texts("Env"))
                .optional("Entrypoint", "Entrypoint", texts("Entrypoint"))
                .optional("Cmd", "Cmd", texts("Cmd"))
                .optional("Volumes", "Volumes", names("Volumes"))
                .optional("WorkingDir", "WorkingDir", text("WorkingDir"))
                .optional("Labels", "Labels", labels())
                .optional("StopSignal", "StopSignal", text("StopSignal"))
                .optional("ArgsEscaped", "ArgsEscaped", flag("ArgsEscaped"))
                .build();
    }

    private GoStruct rootfs() throws ImageToolsException {
        return GoStruct.named("v1.RootFS")
                .with("Type", "type", text("type"))
                .with("DiffIDs", "diff_ids", has("diff_ids") ? texts("diff_ids") : GoValues.NIL)
                .build();
    }

    private List<GoStruct> history() throws ImageToolsException {
        List<GoStruct> history = new ArrayList<>();
        for (Object step : list("history")) {
            ConfigView view = new ConfigView(object(step, "history"));
            history.add(GoStruct.named("v1.History")
                    .optional("Created", "created", view.time("created"))
                    .optional("CreatedBy", "created_by", view.text("created_by"))
                    .optional("Author", "author", view.text("author"))
                    .optional("Comment", "comment", view.text("comment"))
                    .optional("EmptyLayer", "empty_layer", view.flag("empty_layer"))
                    .build());
        }
        return history;
    }

    private boolean has(String name) {
        return fields.get(name) != null && fields.get(name) != GoJson.NULL;
    }

    private ConfigView part(String name) throws ImageToolsException {
        return new ConfigView(has(name) ? object(fields.get(name), name) : Map.of());
    }

    private static Map<?, ?> object(Object value, String name) throws ImageToolsException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(name, "an object");
    }

    private String text(String name) throws ImageToolsException {
        if (!has(name)) {
            return "";
        }
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    private boolean flag(String name) throws ImageToolsException {
        if (!has(name)) {
            return false;
        }
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    private Object time(String name) throws ImageToolsException {
        if (!has(name)) {
            return GoValues.NIL;
        }
        return GoTime.parse(text(name)).orElseThrow(() -> wrong(name, "a time"));
    }

    private List<?> list(String name) throws ImageToolsException {
        if (!has(name)) {
            return List.of();
        }
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    private List<String> texts(String name) throws ImageToolsException {
        List<String> texts = new ArrayList<>();
        for (Object entry : list(name)) {
            if (!(entry instanceof String)) {
                throw wrong(name, "a list of texts");
            }
            texts.add((String) entry);
        }
        return texts;
    }

    private GoMap names(String name) throws ImageToolsException {
        return GoMap.ofNames(
                part(name).fields.keySet().stream().map(String.class::cast).toList());
    }

    private GoMap labels() throws ImageToolsException {
        ConfigView labels = part("Labels");
        Map<String, Object> texts = new LinkedHashMap<>();
        for (Object key : labels.fields.keySet()) {
            texts.put((String) key, labels.text((String) key));
        }
        return GoMap.ofTexts(texts);
    }

    private static ImageToolsException wrong(String name, String expected) {
        return new ImageToolsException("image configuration is malformed: " + name + " should be " + expected);
    }
}
