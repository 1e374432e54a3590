package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run hands out, in the texts that come back. */
@Timeout(60)
class SecretMaskTest {
    private final SecretMask mask = new SecretMask(SecretMaskTest::forms);

    /** As Jenkins' plugin for it does: also in base64, and nothing that is shorter than three characters. */
    private static Pattern forms(Collection<String> values) {
        return Pattern.compile(values.stream()
                .flatMap(value -> Stream.of(value, Base64.getEncoder().encodeToString(bytes(value))))
                .filter(form -> form.length() >= 3)
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void leavesTextsAloneAsLongAsNothingWasHandedOut() {
        assertThat(mask.mask("a password of user bob")).isEqualTo("a password of user bob");
        mask.add("");
        assertThat(mask.mask("a password of user bob")).isEqualTo("a password of user bob");
    }

    @Test
    void hidesAValueInEachOfItsForms() {
        mask.add("hunter2");
        assertThat(mask.mask("#7 0.123 hunter2, hunter2hunter2 and "
                        + Base64.getEncoder().encodeToString(bytes("hunter2"))))
                .isEqualTo("#7 0.123 ****, **** and ****");
    }

    @Test
    void hidesTheWholeOfAValueThatHoldsAnother() {
        mask.add("hunter");
        mask.add("the-hunter-of-snarks");
        mask.add("snarks-and-others");
        assertThat(mask.mask("<the-hunter-of-snarks> <hunter> <the-hunter-of-snarks-and-others>"))
                .isEqualTo("<****> <****> <****>");
    }

    @Test
    void hidesAFileWithAndWithoutItsLastLinesEnd() {
        mask.add(bytes("hunter2\n"));
        assertThat(mask.mask("cat: hunter2!")).isEqualTo("cat: ****!");
    }

    @Test
    void hidesEachLineOfAFileThatHasTwelveCharacters() {
        mask.add(bytes("[default]\r\n  key = abcdefghijkl\r\nshort line\ntwelve chars\n"));
        assertThat(mask.mask("[default]")).isEqualTo("[default]");
        assertThat(mask.mask("#9 0.1 key = abcdefghijkl")).isEqualTo("#9 0.1 ****");
        assertThat(mask.mask("short line, twelve chars")).isEqualTo("short line, ****");
    }

    @Test
    void hidesAFileOfManyLinesInATextOfSeveral() {
        mask.add(bytes("ab\ncd\nef"));
        assertThat(mask.mask("ERROR:\nab\ncd\nef\nab\ncd")).isEqualTo("ERROR:\n****\nab\ncd");
    }

    @Test
    void hidesNothingThatIsShorterThanThree() {
        mask.add("a");
        mask.add("ab");
        assertThat(mask.mask("ab has an abacus")).isEqualTo("ab has an abacus");
    }

    @Test
    void takesTheLargestSecretThatThereIs() {
        String line = IntStream.range(0, 30_000)
                .mapToObj(i -> "same beginning " + i + "\n")
                .collect(Collectors.joining());
        String noBreak = "0123456789abcdef".repeat(1 << 14);
        mask.add(line);
        mask.add(noBreak);
        for (int i = 0; i < 100; i++) {
            assertThat(mask.mask("x same beginning 12345 same beginning 2 y " + noBreak))
                    .isEqualTo("x **** **** y ****");
        }
    }

    @Test
    void forgetsTheFirstOfVeryManyTokens() {
        for (int i = 0; i < 501; i++) {
            mask.addToken("token-" + i + "-");
        }
        mask.addToken("token-500-");
        assertThat(mask.mask("token-0- token-1- token-500-")).isEqualTo("token-0- **** ****");
    }

    @Test
    void cutsATextBeforeWhatIsHiddenOnBothSides() {
        mask.add("hunter2");
        String text = "ab hunter2 cd";
        assertThat(List.of(0, 3, 4, 9, 10, 13))
                .extracting(at -> mask.cutBefore(text, at))
                .containsExactly(0, 3, 3, 3, 10, 13);
        assertThat(mask.cutBefore("hunter2hunter2hun", 12)).isEqualTo(14);
    }

    @Test
    void namesNothingInItsOwnText() {
        mask.add("hunter2");
        assertThat(mask).hasToString("SecretMask");
    }
}
