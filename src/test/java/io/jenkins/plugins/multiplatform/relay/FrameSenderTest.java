package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameSenderTest {
    private final FrameSender sender = new FrameSender();

    @Test
    void smallFramesLeaveTogether() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            assertThat(sender.offer(Frame.credit(i, i))).isTrue();
        }
        List<Integer> writes = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sender.drain(new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("single bytes are never written");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.add(length);
                all.write(bytes, offset, length);
                if (all.size() == 130_000) {
                    sender.stop();
                }
            }

            @Override
            public void flush() {
                throw new AssertionError("each flush is a message of its own");
            }
        });
        assertThat(writes).containsExactly(130_000);
        List<Integer> ids = new ArrayList<>();
        new FrameDecoder().decode(all.toByteArray(), 0, all.size(), frame -> ids.add(frame.id()));
        assertThat(ids).hasSize(10_000).isSorted();
    }

    @Test
    void noWriteIsLargerThanAFullBlock() throws Exception {
        Frame large = new Frame(FrameType.DATA, 1, new byte[Frame.LARGEST_PAYLOAD]);
        assertThat(sender.offer(large)).isTrue();
        assertThat(sender.offer(large)).isTrue();
        List<Integer> writes = new ArrayList<>();
        sender.drain(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("single bytes are never written");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.add(length);
                if (length < 1 << 17) {
                    sender.stop();
                }
            }
        });
        assertThat(writes).containsExactly(1 << 17, 1 << 17, 2 * 13);
    }

    @Test
    void contentWaitsForRoomAndAnswersDoNot() throws Exception {
        Frame large = new Frame(FrameType.DATA, 1, new byte[100_000]);
        sender.put(large);
        sender.put(large);
        CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(() -> {
            try {
                sender.put(large);
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        });
        assertThat(sender.offer(large)).as("does not wait").isTrue();
        assertThat(third).isNotDone();
        assertThat(sender.peak()).isEqualTo(3 * large.wireSize());
        sender.stop();
        assertThat(third.get()).as("a stop ends the wait").isTrue();
    }
}
