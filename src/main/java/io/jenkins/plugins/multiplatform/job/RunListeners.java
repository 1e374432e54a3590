package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.NoteCollector;
import java.util.List;

/**
 * Who hears of a run. What happens on an agent is written into the log there, where it happens, and only remembered
 * here; what is decided here is both.
 */
public final class RunListeners {
    private final BuildListener memory;
    private final BuildListener log;
    private final NoteCollector notes = new NoteCollector();

    public RunListeners(BuildListener memory, BuildListener log) {
        this.memory = memory;
        this.log = log;
    }

    /** Hears what the controller decides and does. */
    BuildListener own() {
        return this::decided;
    }

    /** Hears what agents tell. */
    BuildListener node() {
        return this::told;
    }

    /** What was noted so far. */
    List<String> notes() {
        return notes.notes();
    }

    private synchronized void decided(BuildEvent event) {
        log.on(event);
        notes.on(event);
        memory.on(event);
    }

    private synchronized void told(BuildEvent event) {
        notes.on(event);
        memory.on(event);
    }
}
