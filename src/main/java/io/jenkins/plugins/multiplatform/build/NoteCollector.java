package io.jenkins.plugins.multiplatform.build;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was noted while platforms were built, for the result. What the plan notes is the plan's. */
public final class NoteCollector implements BuildListener {
    private final List<String> notes = new ArrayList<>();

    @Override
    public synchronized void on(BuildEvent event) {
        if (event instanceof BuildEvent.Noted noted && notes.size() < BuildResult.MAX_NOTES) {
            notes.add(noted.text());
        }
    }

    /** In the order in which they came. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
