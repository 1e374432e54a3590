package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.DockerfileText;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.context.IgnoreFile;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What agents answer when they are asked something, as far as it is taken over. An agent runs foreign code: its answer may
 * be of another type than was asked for, and what it has in lists may be of any.
 */
public final class AgentAnswers {
    /** A BuildKit with all of QEMU's emulators lists some twenty. */
    private static final int MAX_PLATFORMS = 100;

    private static final int MAX_NAME = 200;
    private static final int MAX_ADDRESS = 1_000;
    private static final int MAX_REPORT = 1 << 20;
    private static final int MAX_PATH = 8_000;
    private static final int MAX_NOTE = 10_000;
    private static final int MAX_ENTRIES = 1_000;
    /** As for Dockerfiles, and for source policies. */
    private static final int MAX_FILES = 2;

    private static final int MAX_FILE = DockerfileText.MOST_BYTES;

    private AgentAnswers() {}

    /**
     * An answer of the type that was asked for.
     *
     * @param agent its name, for the error's text
     * @throws IOException if it is of another type
     */
    public static <T> T as(Class<T> type, @CheckForNull Object answer, String agent) throws IOException {
        if (!type.isInstance(answer)) {
            throw new IOException(agent + " answered with "
                    + (answer == null ? "nothing" : answer.getClass().getName())
                    + " in place of " + type.getSimpleName()
                    + ": it is not what it should be, or has another version of"
                    + " this plugin");
        }
        return type.cast(answer);
    }

    /**
     * What an agent's BuildKit is.
     *
     * @param asked the node of which it was asked; only an address that this lacks is taken from the answer
     * @param driver by which the node is reached
     */
    public static NodeStatus status(NodeStatus answer, BuilderNode asked, String driver) {
        BuilderNode said = answer.node();
        String endpoint = !asked.endpoint().isEmpty() || said == null
                ? asked.endpoint()
                : AgentText.line(said.endpoint(), MAX_ADDRESS);
        BuilderNode node = new BuilderNode(asked.name(), endpoint, asked.platforms(), asked.driverOptions());
        if (answer.error() == null || !answer.error().isEmpty()) {
            return NodeStatus.failed(node, driver, AgentText.lines(answer.error(), ReportedPlatform.MAX_MESSAGE));
        }
        List<Platform> own = platforms(answer.nativePlatforms());
        if (own.isEmpty()) {
            return NodeStatus.failed(node, driver, "it named no platform that its processor runs");
        }
        return new NodeStatus(
                node,
                driver,
                AgentText.line(answer.id(), MAX_NAME),
                AgentText.line(answer.version(), MAX_NAME),
                platforms(answer.platforms()),
                own,
                answer.pushesByDigest(),
                "");
    }

    /** What the nodes of a builder are, in the order of the builder. */
    public static List<NodeStatus> statuses(List<?> answers, BuilderInstance builder) {
        List<NodeStatus> statuses = new ArrayList<>();
        for (BuilderNode node : builder.nodes()) {
            Object answer = statuses.size() < answers.size() ? answers.get(statuses.size()) : null;
            statuses.add(
                    answer instanceof NodeStatus status
                            ? status(status, node, builder.driver())
                            : NodeStatus.failed(node, builder.driver(), "the agent said nothing of it"));
        }
        return statuses;
    }

    /** What a check of a Dockerfile came to. */
    public static LintReport report(LintReport answer) {
        return new LintReport(
                AgentText.lines(answer.text(), MAX_REPORT),
                AgentText.lines(answer.error(), MAX_REPORT),
                Math.min(Math.max(0, answer.status()), 255));
    }

    /**
     * What was made of other images.
     *
     * @param request that it was made for
     * @throws IOException if it is none of this request
     */
    public static CreateResult created(CreateResult answer, CreateRequest request) throws IOException {
        List<ContentDescriptor> manifests = new ArrayList<>();
        for (Object entry : (List<?>) answer.manifests()) {
            ContentDescriptor descriptor = as(ContentDescriptor.class, entry, "the agent");
            manifests.add(
                    descriptor.withPlatform(platform(descriptor.platform()).orElse(null)));
        }
        List<String> notes = new ArrayList<>();
        for (Object note :
                ((List<?>) answer.notes()).stream().limit(MAX_ENTRIES).toList()) {
            notes.add(AgentText.line(String.valueOf(note), MAX_NOTE));
        }
        RawManifest manifest = answer.manifest();
        if (!manifest.digest().matches(manifest.content())) {
            throw new IOException(
                    "the agent reported an image of " + manifest.digest() + ", but its manifest is another");
        }
        if (!asked(request).containsAll(answer.tags())) {
            throw new IOException("the agent reported other tags than were asked for");
        }
        return new CreateResult(manifest, answer.tags(), manifests, notes);
    }

    private static Set<Reference> asked(CreateRequest request) throws IOException {
        Set<Reference> tags = new HashSet<>();
        try {
            for (String tag : request.dryRun() ? List.<String>of() : request.tags()) {
                tags.add(Reference.parseNormalized(tag).withDefaultTag());
            }
        } catch (InvalidReferenceException e) {
            throw new IOException(e.getMessage(), e);
        }
        return tags;
    }

    /**
     * What is known of a build context, with texts that are fit for a log.
     *
     * @throws IllegalArgumentException if it is more than any context has
     */
    public static ContextFacts facts(ContextFacts answer) {
        return new ContextFacts(
                AgentText.line(answer.place(), MAX_PATH),
                strings(answer.folders()),
                strings(answer.attributes()),
                bounded(answer.text()),
                AgentText.line(answer.fixed(), MAX_NOTE),
                AgentText.line(answer.loose(), MAX_NOTE),
                strings(answer.layouts()),
                files(answer.files()),
                answer.workspace());
    }

    private static Map<String, byte[]> files(Map<?, ?> answered) {
        Map<String, byte[]> files = new HashMap<>();
        for (Map.Entry<?, ?> entry : answered.entrySet()) {
            if (!(entry.getKey() instanceof String name)
                    || !(entry.getValue() instanceof byte[] content)
                    || name.length() > MAX_PATH
                    || content.length > IgnoreFile.MAX_BYTES
                    || files.size() == MAX_FILES) {
                throw new IllegalArgumentException("files of a Dockerfile that can't be its own");
            }
            files.put(name, content);
        }
        return files;
    }

    /**
     * A file's content as text.
     *
     * @throws IllegalArgumentException if it is larger than files that people write
     */
    public static String bounded(@CheckForNull String text) {
        if (text != null && text.length() > MAX_FILE) {
            throw new IllegalArgumentException("a file of more than " + (MAX_FILE >> 20) + " MiB");
        }
        return text == null ? "" : text;
    }

    private static Map<String, String> strings(Map<?, ?> answered) {
        Map<String, String> strings = new HashMap<>();
        for (Map.Entry<?, ?> entry : answered.entrySet()) {
            if (!(entry.getKey() instanceof String name)
                    || !(entry.getValue() instanceof String value)
                    || name.length() > MAX_PATH
                    || value.length() > MAX_PATH
                    || strings.size() == MAX_ENTRIES) {
                throw new IllegalArgumentException("a build context that can't be one");
            }
            strings.put(name, value);
        }
        return strings;
    }

    private static List<Platform> platforms(List<?> answered) {
        return answered.stream()
                .limit(MAX_PLATFORMS)
                .flatMap(answer -> platform(answer).stream())
                .distinct()
                .toList();
    }

    /** Nothing if it is none that could be written. */
    static Optional<Platform> platform(@CheckForNull Object answer) {
        if (!(answer instanceof Platform platform)
                || ((List<?>) platform.osFeatures()).stream().anyMatch(feature -> !(feature instanceof String))) {
            return Optional.empty();
        }
        String written = platform.formatAll();
        try {
            boolean same = written.length() <= MAX_NAME
                    && Platform.parse(written).normalize().equals(platform.normalize());
            return same ? Optional.of(platform) : Optional.empty();
        } catch (InvalidPlatformException e) {
            return Optional.empty();
        }
    }
}
