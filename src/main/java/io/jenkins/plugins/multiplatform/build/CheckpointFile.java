package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps the finished platforms of one request in a file, replaced as a whole whenever one is added. */
public final class CheckpointFile implements Checkpoints {
    private static final long LARGEST = 1 << 20;
    private static final String CURE = "Delete the file to build all platforms anew";

    private final Path file;
    private final List<PlatformImage> images = new ArrayList<>();
    private RequestIdentity request;

    /** @param file need not be there */
    public CheckpointFile(Path file) {
        this.file = file;
    }

    @Override
    public List<PlatformImage> begin(BuildRequest asked, ContextFacts facts)
            throws BuildException, InterruptedException {
        request = identity(asked, facts);
        String text = text();
        if (!text.isEmpty()) {
            CheckpointJson.Content content = content(text);
            List<String> differences = request.differences(content.request());
            if (!differences.isEmpty() && !content.images().isEmpty()) {
                throw new BuildException("cannot resume from " + file + ": it is of a build with other "
                        + String.join(", ", differences)
                        + ", and its images would not fit. " + CURE
                        + ", or give every build a file of its own");
            }
            images.addAll(content.images());
        }
        try {
            write();
        } catch (IOException e) {
            throw new BuildException("cannot write the checkpoints of this build: " + e.getMessage(), e);
        }
        return List.copyOf(images);
    }

    @Override
    public void save(PlatformImage image) throws IOException {
        if (image.published().isPresent()) {
            images.removeIf(other -> other.plan().platform().equals(image.plan().platform()));
            images.add(image);
            write();
        }
    }

    private void write() throws IOException {
        try {
            AtomicFile.writePrivate(file, CheckpointJson.write(request, images));
        } catch (IOException e) {
            throw new IOException(file + ": " + e, e);
        }
    }

    private RequestIdentity identity(BuildRequest asked, ContextFacts facts)
            throws BuildException, InterruptedException {
        try {
            return RequestIdentity.of(asked, facts, file);
        } catch (PlanException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    /** Empty if there is nothing. */
    private String text() throws BuildException {
        try {
            if (!Files.exists(file)) {
                return "";
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new BuildException(
                        "cannot resume from " + file + ": mpb build did not write it. Give another file");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unreadable(e.toString(), e);
        }
    }

    private CheckpointJson.Content content(String text) throws BuildException {
        try {
            return CheckpointJson.read(text);
        } catch (BuildException e) {
            throw unreadable(e.getMessage(), e);
        }
    }

    private BuildException unreadable(String why, Exception cause) {
        return new BuildException("cannot resume from " + file + ": it can't be read (" + why + "). " + CURE, cause);
    }
}
