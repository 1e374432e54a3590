package io.jenkins.plugins.multiplatform.builder;

import java.util.List;
import java.util.Optional;

/** Where builders are remembered: a folder of the user's, or one Jenkins run. */
public interface BuilderStore {
    /** By name. */
    List<BuilderInstance> list() throws BuilderException;

    Optional<BuilderInstance> find(String name) throws BuilderException;

    /** Adds it, or puts it in the place of the one with its name. */
    void save(BuilderInstance builder) throws BuilderException;

    /** Forgets it, also as the current one; nothing happens if it is not there. */
    void remove(String name) throws BuilderException;

    /** The one that builds use when none is named. */
    Optional<String> current() throws BuilderException;

    void use(String name) throws BuilderException;

    /** Runs a change alone: no other process or thread changes the store meanwhile. */
    <T> T alone(Change<T> change) throws BuilderException;

    /** Something done to a store. */
    @FunctionalInterface
    interface Change<T> {
        T run() throws BuilderException;
    }

    /** Finds a builder that a user named. */
    default BuilderInstance require(String name) throws BuilderException {
        Optional<BuilderInstance> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        List<String> known = list().stream().map(BuilderInstance::name).toList();
        throw new BuilderException("no builder \"" + name + "\" found; "
                + (known.isEmpty() ? "there are none: create one first" : "there are: " + String.join(", ", known)));
    }
}
