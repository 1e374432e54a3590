package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Repositories of which {@code ADD} takes whatever a name stands for at that moment: each node may find another commit. */
final class MovingSources {
    private static final Pattern GIT =
            Pattern.compile("(?i:git|ssh)://.*|[A-Za-z0-9_-]+@[A-Za-z0-9.-]+:.*|(?i:https?)://[^?#]*\\.git([?#].*)?");
    /** A commit as the name, or one that the daemon compares with what the name stands for. */
    private static final Pattern FIXED = Pattern.compile("[^#]*#([0-9a-f]{40}|[0-9a-f]{64})(:.*)?"
            + "|[^?#]*\\?([^#]*&)?(ref=([0-9a-f]{40}|[0-9a-f]{64})|(checksum|commit)=[^&#]+)([&#].*)?");

    private MovingSources() {}

    /** The address is not shown: it may hold a token. */
    static Optional<Finding> in(Instruction instruction) {
        if (!instruction.is("ADD") || instruction.flag("checksum").isPresent()) {
            return Optional.empty();
        }
        try {
            List<String> words = ContextSources.words(instruction);
            return words.subList(0, Math.max(0, words.size() - 1)).stream()
                    .map(MovingSources::withoutQuotes)
                    .filter(word ->
                            GIT.matcher(word).matches() && !FIXED.matcher(word).matches())
                    .findFirst()
                    .map(word -> new Finding(
                            Finding.Rule.MOVING_SOURCE,
                            instruction.line(),
                            "each node fetches the branch or tag of this ADD by itself, and platforms may be of"
                                    + " different commits if it moves meanwhile: name the commit, or give --checksum"));
        } catch (CannotTellException e) {
            return Optional.empty();
        }
    }

    private static String withoutQuotes(String word) {
        return word.replaceAll("[\"']", "");
    }
}
