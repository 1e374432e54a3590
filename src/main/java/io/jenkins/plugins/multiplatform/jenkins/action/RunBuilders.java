package io.jenkins.plugins.multiplatform.jenkins.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The builders that a run made for itself. They are nobody else's, and last as long as the run's record. */
@Restricted(NoExternalUse.class)
public final class RunBuilders extends InvisibleAction implements RunAction2, BuilderStore {
    /** Replaced, never changed: whoever saves the run reads it without our lock. */
    private volatile List<SavedBuilder> builders = new ArrayList<>();

    /** Null: none was chosen. */
    @CheckForNull
    private volatile String current;

    private transient Run<?, ?> run;

    private RunBuilders() {}

    /** Those of a run, for reading and writing. */
    public static RunBuilders of(Run<?, ?> run) {
        synchronized (run) {
            RunBuilders existing = run.getAction(RunBuilders.class);
            if (existing != null) {
                return existing;
            }
            RunBuilders made = new RunBuilders();
            run.addAction(made);
            return made;
        }
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public List<BuilderInstance> list() throws BuilderException {
        List<BuilderInstance> list = new ArrayList<>();
        for (SavedBuilder builder : builders) {
            list.add(builder.toBuilder());
        }
        return list;
    }

    @Override
    public Optional<BuilderInstance> find(String name) throws BuilderException {
        for (SavedBuilder builder : builders) {
            // Builders' names are stored in lower case, whatever a script writes.
            if (builder.name().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(builder.toBuilder());
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void save(BuilderInstance builder) throws BuilderException {
        List<SavedBuilder> changed = without(builder.name());
        changed.add(new SavedBuilder(builder));
        builders = changed;
        write();
    }

    @Override
    public synchronized void remove(String name) throws BuilderException {
        builders = without(name);
        if (name.equals(current)) {
            current = null;
        }
        write();
    }

    @Override
    public Optional<String> current() {
        return Optional.ofNullable(current);
    }

    @Override
    public synchronized void use(String name) throws BuilderException {
        current = require(name).name();
        write();
    }

    @Override
    public synchronized <T> T alone(Change<T> change) throws BuilderException {
        return change.run();
    }

    private List<SavedBuilder> without(String name) {
        List<SavedBuilder> others = new ArrayList<>(builders);
        others.removeIf(builder -> builder.name().equals(name));
        return others;
    }

    private void write() throws BuilderException {
        try {
            run.save();
        } catch (IOException e) {
            throw new BuilderException("the builders of " + run + " can't be saved: " + e, e);
        }
    }
}
