package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.platform.ShownAddress;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the lines of one build begin with in its run's log, so that builds that write into it at the same time can be told
 * apart. A run with a single build has none, unless the job's author gave it a name.
 */
@Restricted(NoExternalUse.class)
public final class LogLabel implements AutoCloseable {
    private static final int MAX_LENGTH = 64;
    /** What the report of a build puts before a platform's lines. */
    private static final Pattern PLATFORM = Pattern.compile("\\[[a-z0-9]+/[a-z0-9/, ().]+\\] ");

    private final String run;
    private final List<String> features;
    private volatile String text;

    private LogLabel(String run, BuildSettings settings) {
        this.run = run;
        this.features = List.of(
                String.join(",", settings.getTags()),
                settings.getTarget(),
                ShownAddress.in(settings.getFile()),
                ShownAddress.in(settings.getContext()),
                String.join(",", settings.getPlatforms()));
        this.text = clean(settings.getName());
    }

    /** For as long as the build runs. */
    public static LogLabel enter(Run<?, ?> run, BuildSettings settings) {
        LogLabel label = new LogLabel(run.getExternalizableId(), settings);
        LogLabels.get().enter(label);
        return label;
    }

    /** The run's log with the label. */
    public TaskListener log(TaskListener log) {
        return new LabelledLog(this, log);
    }

    @Override
    public void close() {
        LogLabels.get().leave(this);
    }

    String run() {
        return run;
    }

    boolean isGiven() {
        return !text.isEmpty();
    }

    void give(String given) {
        text = given;
    }

    /** Empty while it has none. */
    String text() {
        return text;
    }

    /** The first of tag, target, file, context and platforms that none of the others has; null if there is none. */
    @CheckForNull
    String difference(List<LogLabel> others) {
        for (int i = 0; i < features.size(); i++) {
            String own = features.get(i);
            int index = i;
            if (!own.isEmpty()
                    && others.stream()
                            .noneMatch(other -> other.features.get(index).equals(own))) {
                return clean(own);
            }
        }
        return null;
    }

    private static String clean(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH - 1) + "…" : clean;
    }

    private String line(String line) {
        String label = text;
        if (label.isEmpty()) {
            return line;
        }
        return PLATFORM.matcher(line).lookingAt() ? "[" + label + " " + line.substring(1) : "[" + label + "] " + line;
    }

    private static final class LabelledLog implements TaskListener {
        private static final long serialVersionUID = 1L;

        private final transient PrintStream logger;

        LabelledLog(LogLabel label, TaskListener log) {
            logger = new PrintStream(new Lines(label, log), true, StandardCharsets.UTF_8);
        }

        @NonNull
        @Override
        public PrintStream getLogger() {
            return logger;
        }
    }

    /** Whole lines alone get the label, however they are written. */
    private static final class Lines extends OutputStream {
        private final LogLabel label;
        private final TaskListener log;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(LogLabel label, TaskListener log) {
            this.label = label;
            this.log = log;
        }

        @Override
        public synchronized void write(int value) {
            if (value == '\n') {
                log.getLogger().println(label.line(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else if (value != '\r') {
                line.write(value);
            }
        }

        @Override
        public void flush() {
            log.getLogger().flush();
        }
    }
}
