package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file that was described but can't be read ends the build with the reason; nothing waits for it. */
@NeedsTestBed
@Timeout(60)
class UnreadableSourceTest {
    private static void fails(TestBed bed, LocalSource source, String why) throws Exception {
        try (BuildkitClient client = SessionSolve.engine(bed, "a")) {
            SessionSolve solve = new SessionSolve(client, source, CredentialSource.anonymous());
            assertThatThrownBy(solve::run).isInstanceOf(BuildkitException.class).hasMessageContaining(why);
        }
    }

    @Test
    void aFileThatCannotBeRead(TestBed bed) throws Exception {
        MemorySource files = SessionSolve.dockerfile("FROM scratch");
        fails(
                bed,
                new Broken(files, new IOException("Input/output error on Dockerfile")),
                "Input/output error on Dockerfile");
    }

    @Test
    void aSourceThatHasABug(TestBed bed) throws Exception {
        MemorySource files = SessionSolve.dockerfile("FROM scratch");
        fails(bed, new Broken(files, new IllegalStateException("a bug")), "a bug");
    }

    private record Broken(MemorySource files, Exception failure) implements LocalSource {
        @Override
        public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
            files.walk(filter, consumer);
        }

        @Override
        public Optional<InputStream> open(String path) throws IOException {
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (IllegalStateException) failure;
        }
    }
}
