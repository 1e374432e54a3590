package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of ARG instructions: those given, and those that buildx adds unasked. */
final class BuildArguments {
    private static final String SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH";

    private BuildArguments() {}

    /** @param written {@code KEY=VALUE}, or {@code KEY} for the environment's value; of one key the last counts */
    static Map<String, String> of(List<String> written, Surroundings surroundings) throws PlanException, IOException {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String argument : written) {
            if (argument.indexOf('=') < 0) {
                pairs(List.of(argument), "build-arg");
                surroundings.variable(argument).ifPresent(value -> arguments.put(argument, value));
            } else {
                arguments.putAll(pairs(List.of(argument), "build-arg"));
            }
        }
        surroundings.variable(SOURCE_DATE_EPOCH).ifPresent(value -> arguments.putIfAbsent(SOURCE_DATE_EPOCH, value));
        for (Map.Entry<String, String> proxy : surroundings.proxies().entrySet()) {
            if (arguments.keySet().stream().noneMatch(proxy.getKey()::equalsIgnoreCase)) {
                arguments.put(proxy.getKey(), proxy.getValue());
            }
        }
        return arguments;
    }

    /** @param option its name, for the error's text */
    static Map<String, String> pairs(List<String> written, String option) throws PlanException {
        Map<String, String> result = new LinkedHashMap<>();
        for (String pair : written) {
            int equals = pair.indexOf('=');
            if (equals == 0 || pair.isEmpty()) {
                throw new PlanException("invalid key-value pair \"" + pair + "\" of --" + option + ": empty key");
            }
            result.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return result;
    }
}
