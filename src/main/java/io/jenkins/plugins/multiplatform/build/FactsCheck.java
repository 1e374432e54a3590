package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.options.GitUrl;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what the machine with the context says of it against what was asked for. That machine serves the files, so it may
 * put into them what it likes; but where the rest of the build comes from, and what the frontend is told besides, is not
 * for it to say.
 */
final class FactsCheck {
    private static final Pattern COMMIT = Pattern.compile("#([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])");

    private final ContextFacts facts;
    private final BuildInput input;

    FactsCheck(ContextFacts facts, BuildInput input) {
        this.facts = facts;
        this.input = input;
    }

    void require() throws PlanException {
        requireAttributes();
        requireSources();
        if (facts.text().length() > DockerfileText.MOST_BYTES) {
            throw refused("a Dockerfile of more than 4 MiB");
        }
    }

    private void requireAttributes() throws PlanException {
        for (Map.Entry<String, String> attribute : facts.attributes().entrySet()) {
            String value = attribute.getValue();
            boolean expected =
                    switch (attribute.getKey()) {
                        case ContextFacts.FILENAME -> isFilename(value);
                        case ContextFacts.DOCKERFILE_KEY -> value.equals(ContextFacts.DOCKERFILE);
                        case ContextFacts.CONTEXT -> isContext(value);
                        default -> false;
                    };
            if (!expected) {
                throw refused("the frontend's attribute " + GoQuote.quote(attribute.getKey()));
            }
        }
    }

    /** That machine may be of another system than this one: its paths are texts here. */
    private boolean isFilename(String value) {
        String asked = input.dockerfile();
        String name = asked.substring(Math.max(asked.lastIndexOf('/'), asked.lastIndexOf('\\')) + 1);
        return value.equals(DockerfileText.FILENAME)
                || value.equals(asked) && !asked.isEmpty()
                || value.equals(name) && !name.isEmpty();
    }

    /** Of a repository the commit may be named in place of a branch: that is what it was asked for. */
    private boolean isContext(String value) {
        String asked = input.context();
        if (!GitUrl.isGit(asked)) {
            return value.equals(asked) && RemoteUrl.isRemote(asked);
        }
        try {
            GitUrl wanted = GitUrl.parse(asked);
            Matcher commit = COMMIT.matcher(value);
            return value.equals(wanted.address())
                    || !wanted.isPinned()
                            && commit.find()
                            && value.equals(wanted.withRef(commit.group(1)).address());
        } catch (InvalidOptionException e) {
            return false;
        }
    }

    private void requireSources() throws PlanException {
        NamedContexts contexts = input.options().contexts();
        Set<String> names = new HashSet<>(Set.of(ContextFacts.CONTEXT, ContextFacts.DOCKERFILE));
        contexts.folders().forEach(context -> names.add(context.mount()));
        Set<String> layouts = new HashSet<>();
        for (NamedContext layout : contexts.layouts()) {
            layouts.add(layout.mount());
        }
        names.addAll(layouts);
        for (String name : facts.folders().keySet()) {
            if (!names.contains(name)) {
                throw refused("a folder named " + GoQuote.quote(name));
            }
        }
        for (Map.Entry<String, String> layout : facts.layouts().entrySet()) {
            if (!layouts.contains(layout.getKey())) {
                throw refused("an image layout named " + GoQuote.quote(layout.getKey()));
            }
            try {
                Digest.parse(layout.getValue());
            } catch (InvalidReferenceException e) {
                throw new PlanException(text("the digest " + GoQuote.quote(layout.getValue())), e);
            }
        }
    }

    private static PlanException refused(String what) {
        return new PlanException(text(what));
    }

    private static String text(String what) {
        return "the machine with the build context described it in a way that was not asked for, with " + what
                + ": it is not trusted, and nothing was built. Look at that agent";
    }
}
