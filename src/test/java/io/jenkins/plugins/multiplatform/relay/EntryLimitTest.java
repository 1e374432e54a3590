package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.context.FileStat;
import org.junit.jupiter.api.Test;

/** Folders that come at the same time share what is remembered of them. */
class EntryLimitTest {
    private static FileStat named(int length) {
        return new FileStat("x".repeat(length), 0644, 0, 0, "");
    }

    @Test
    void limitsTheNumberOfAllFoldersTogether() throws Exception {
        EntryLimit limit = new EntryLimit(3, 1000);
        EntryLimit.Share first = limit.share();
        EntryLimit.Share second = limit.share();
        first.add(named(1));
        first.add(named(1));
        second.add(named(1));
        assertThatThrownBy(() -> second.add(named(1)))
                .isInstanceOf(RelayException.class)
                .hasMessage("Refused to write the build's result: what is sent at once has more than 3 files, or names"
                        + " of more than 1000 characters. Leave some out, or have them sent as one file (type=tar).");
        first.close();
        first.close();
        second.add(named(1));
        second.add(named(1));
        assertThatThrownBy(() -> second.add(named(1))).isInstanceOf(RelayException.class);
    }

    @Test
    void limitsTheLengthOfNamesAndOfWhatLinksSay() throws Exception {
        EntryLimit.Share share = new EntryLimit(100, 1000).share();
        share.add(named(400));
        share.add(new FileStat("link", 1 << 27, 0, 0, "y".repeat(500)));
        assertThatThrownBy(() -> share.add(named(97))).isInstanceOf(RelayException.class);
        share.add(named(96));
    }
}
