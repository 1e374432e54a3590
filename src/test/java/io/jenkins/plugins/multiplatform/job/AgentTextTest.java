package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text of agents in logs, pages and files. */
class AgentTextTest {
    @Test
    void lettersOfAnyLanguageStay() {
        String text = "größer 日本語 क्‍ष 👩‍💻 e\u0301";
        assertThat(AgentText.line(text, 100)).isEqualTo(text);
        assertThat(AgentText.lines(text, 100)).isEqualTo(text);
        assertThat(AgentText.logLine(text)).isEqualTo(text);
    }

    @Test
    void whatControlsTerminalsOrTurnsTextDoesNot() {
        String text = "a\u001b[2Jb\0c\u007fd\u0085e\u009bf\u202eg\u2066h\u200fi\u2028j\ud800k\ufeffl\uffffm\bn";
        String safe = "a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFDh\uFFFDi\uFFFDj\uFFFDk\uFFFDl\uFFFDm\uFFFDn";
        assertThat(AgentText.line(text, 100)).isEqualTo(safe);
        assertThat(AgentText.lines(text, 100)).isEqualTo(safe);
        assertThat(AgentText.logLine(text)).isEqualTo(safe);
    }

    @Test
    void aLineIsOneLineAndNothingIsEmpty() {
        assertThat(AgentText.line("a\r\nb\nc\td", 100)).isEqualTo("a b c d");
        assertThat(AgentText.lines("a\r\nb\nc\td\re", 100)).isEqualTo("a\nb\nc\td\uFFFDe");
        assertThat(AgentText.line(null, 100)).isEmpty();
        assertThat(AgentText.lines(null, 100)).isEmpty();
    }

    @Test
    void noMoreThanAllowedIsTakenOver() {
        assertThat(AgentText.line("abcde", 5)).isEqualTo("abcde");
        assertThat(AgentText.line("abcdef", 5)).isEqualTo("abcde…");
        assertThat(AgentText.lines("a\nb\nc", 3)).isEqualTo("a\nb…");
    }

    @Test
    void coloursOfBuildToolsStayInTheLog() {
        String red = "\u001b[31mred\u001b[0m \u001b[1;38;5;8mgrey\u001b[m \u001b[38;2;8;8;8mdark\u001b[0m";
        assertThat(AgentText.logLine(red + "\r")).isEqualTo(red);
    }

    @Test
    void hiddenTextAndTheBeginningOfJenkinsOwnNotesDoNot() {
        assertThat(AgentText.logLine("\u001b[8mha:AAAA\u001b[0m")).isEqualTo("\uFFFD[8mha:AAAA\u001b[0m");
        assertThat(AgentText.logLine("\u001b[0;08mhidden")).isEqualTo("\uFFFD[0;08mhidden");
        assertThat(AgentText.logLine("\u001b[38;5;1;8mhidden")).isEqualTo("\uFFFD[38;5;1;8mhidden");
    }
}
