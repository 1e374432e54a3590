package io.jenkins.plugins.multiplatform.builder;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builders that live as long as the object: those of one run. */
public final class MemoryBuilderStore implements BuilderStore {
    private final Map<String, BuilderInstance> builders = new TreeMap<>();
    private String current;

    @Override
    public synchronized List<BuilderInstance> list() {
        return List.copyOf(builders.values());
    }

    @Override
    public synchronized Optional<BuilderInstance> find(String name) {
        return Optional.ofNullable(builders.get(name));
    }

    @Override
    public synchronized void save(BuilderInstance builder) {
        builders.put(builder.name(), builder);
    }

    @Override
    public synchronized void remove(String name) {
        builders.remove(name);
        if (name.equals(current)) {
            current = null;
        }
    }

    @Override
    public synchronized Optional<String> current() {
        return Optional.ofNullable(current);
    }

    @Override
    public synchronized void use(String name) {
        current = name;
    }

    @Override
    public synchronized <T> T alone(Change<T> change) throws BuilderException {
        return change.run();
    }
}
