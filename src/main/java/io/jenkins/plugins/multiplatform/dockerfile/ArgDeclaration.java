package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One name of an {@code ARG} instruction.
 *
 * @param defaultValue as written, quotes and variables included
 */
record ArgDeclaration(String name, Optional<String> defaultValue, int line) {
    static List<ArgDeclaration> parse(Instruction arg, char escape) throws InvalidDockerfileException {
        List<ArgDeclaration> declarations = new ArrayList<>();
        for (String word : Words.quoted(arg.arguments(), escape)) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw InvalidDockerfileException.onLine(arg.line(), "ARG names can not be blank");
            }
            declarations.add(
                    equals < 0
                            ? new ArgDeclaration(word, Optional.empty(), arg.line())
                            : new ArgDeclaration(
                                    word.substring(0, equals), Optional.of(word.substring(equals + 1)), arg.line()));
        }
        return declarations;
    }

    /** {@code ARG TARGETARCH=${TARGETARCH:-amd64}} */
    boolean refersToItself() {
        return defaultValue
                .filter(value -> value.contains("$" + name) || value.contains("${" + name))
                .isPresent();
    }
}
