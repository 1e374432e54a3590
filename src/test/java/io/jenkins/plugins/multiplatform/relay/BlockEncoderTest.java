package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class BlockEncoderTest {
    private final AtomicInteger tries = new AtomicInteger();
    private final Pool<Deflater> deflaters =
            new Pool<>(() -> new Deflater(Deflater.BEST_SPEED, true), this::used, Deflater::end);
    private final Pool<Inflater> inflaters = BlockDecoder.inflaters();
    private final BlockEncoder encoder = new BlockEncoder(deflaters);

    private void used(Deflater deflater) {
        tries.incrementAndGet();
        deflater.reset();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void everySizeComesBackAndNeverGrows() throws Exception {
        for (int size : new int[] {1, 63, 64, 1000, 131_071, BlockEncoder.LARGEST}) {
            for (byte[] content : new byte[][] {new byte[size], random(size)}) {
                byte[] block = encoder.encode(content, size);
                assertThat(block.length).isLessThanOrEqualTo(Integer.BYTES + size);
                assertThat(BlockDecoder.decode(block, inflaters)).isEqualTo(content);
            }
        }
    }

    @Test
    void onlyWhatShrinksByATenthIsDeflated() throws Exception {
        byte[] content = random(100_000);
        Arrays.fill(content, 0, 5_000, (byte) 0);
        assertThat(encoder.encode(content, content.length)).hasSize(Integer.BYTES + content.length);
        Arrays.fill(content, 0, 15_000, (byte) 0);
        assertThat(encoder.encode(content, content.length)).hasSizeLessThan(90_000);
    }

    @Test
    void whatDoesNotShrinkIsTriedOnlyNowAndThen() {
        byte[] content = random(10_000);
        for (int i = 0; i < 4; i++) {
            encoder.encode(content, content.length);
        }
        assertThat(tries).hasValue(4);
        for (int i = 0; i < 17; i++) {
            encoder.encode(content, content.length);
        }
        assertThat(tries).as("once in seventeen").hasValue(5);
        for (int i = 0; i < 16; i++) {
            encoder.encode(new byte[10_000], 10_000);
        }
        assertThat(tries).hasValue(5);
        for (int i = 0; i < 10; i++) {
            assertThat(encoder.encode(new byte[10_000], 10_000)).hasSizeLessThan(1000);
        }
        assertThat(tries).as("always again after a hit").hasValue(15);
    }
}
