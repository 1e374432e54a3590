package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final List<String> found = new ArrayList<>();

    private void found(Frame frame) {
        found.add(frame.type() + " " + frame.id() + " " + frame.text());
    }

    @Test
    void framesAreFoundWhereverTheStreamIsCut() throws Exception {
        List<Frame> frames = List.of(
                Frame.empty(FrameType.PING, 0),
                Frame.error(-1, "text with ümlaut"),
                new Frame(FrameType.DATA, Integer.MAX_VALUE, new byte[300]),
                Frame.empty(FrameType.END, 0x01020304),
                new Frame(FrameType.READ, 7, new byte[Frame.LARGEST_PAYLOAD]));
        List<String> expected = frames.stream()
                .map(frame -> frame.type() + " " + frame.id() + " " + frame.text())
                .toList();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            byte[] bytes = new byte[frame.wireSize()];
            assertThat(frame.copy(0, bytes, 0)).isEqualTo(bytes.length);
            stream.write(bytes);
        }
        byte[] all = stream.toByteArray();
        for (int cut = 0; cut < 400; cut++) {
            decodeInPieces(all, cut, all.length - cut);
            assertThat(found).as("cut at " + cut).isEqualTo(expected);
        }
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            decodeInPieces(all, random.ints(1000, 0, 400).toArray());
            assertThat(found).isEqualTo(expected);
        }
    }

    private void decodeInPieces(byte[] all, int... sizes) throws Exception {
        found.clear();
        FrameDecoder decoder = new FrameDecoder();
        int at = 0;
        for (int size : sizes) {
            int count = Math.min(size, all.length - at);
            decoder.decode(all, at, count, this::found);
            at += count;
        }
        decoder.decode(all, at, all.length - at, this::found);
    }

    @Test
    void aFrameIsWrittenInPiecesToo() {
        Frame frame = Frame.error(0x01020304, "0123456789");
        byte[] whole = new byte[frame.wireSize()];
        frame.copy(0, whole, 0);
        assertThat(whole).startsWith(10, 1, 2, 3, 4, 0, 0, 0, 10, '0', '1');
        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] first = new byte[cut];
            byte[] second = new byte[whole.length - cut];
            assertThat(frame.copy(0, first, 0)).isEqualTo(cut);
            assertThat(frame.copy(cut, second, 0)).isEqualTo(second.length);
            assertThat(first).isEqualTo(Arrays.copyOf(whole, cut));
            assertThat(second).isEqualTo(Arrays.copyOfRange(whole, cut, whole.length));
        }
    }
}
