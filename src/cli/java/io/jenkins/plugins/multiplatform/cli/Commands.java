package io.jenkins.plugins.multiplatform.cli;

import picocli.CommandLine;

/** Gives each command its surroundings. */
final class Commands implements CommandLine.IFactory {
    private final Surroundings surroundings;

    Commands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.getDeclaredConstructor(Surroundings.class).newInstance(surroundings);
        } catch (NoSuchMethodException e) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
