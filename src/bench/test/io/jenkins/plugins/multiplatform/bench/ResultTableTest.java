package io.jenkins.plugins.multiplatform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final Samples PEER = Samples.of(2, 1, 4);

    @Test
    void comparesMedians() {
        assertThat(Samples.of(3, 1, 2).median()).isEqualTo(2);
        assertThat(Samples.of(4, 1, 2, 3).median()).isEqualTo(2.5);
        assertThat(result(1.0, 12).ratio()).isEqualTo(0.5);
    }

    @Test
    void missesAGateThatTheShownRatioExceeds() {
        assertThat(result(1.209, 12).isMet()).isTrue();
        assertThat(result(1.211, 12).isMet()).isFalse();
    }

    @Test
    void missesWhenTheHeapIsTooLarge() {
        assertThat(result(1, 128).isMet()).isTrue();
        assertThat(result(1, 129).isMet()).isFalse();
    }

    @Test
    void showsATable() {
        ResultTable table = new ResultTable(List.of(result(1.0, 12.4), result(2.0, 12.4)));

        assertThat(table.text()).isEqualTo("""
                case  ours, s              buildx, s            ratio  gate        heap, MiB  fresh JVM, s         ratio
                name  1.000 (1.000-1.000)  2.000 (1.000-4.000)  0.50   0.60  ok    12         3.000 (3.000-3.000)  1.50
                name  2.000 (2.000-2.000)  2.000 (1.000-4.000)  1.00   0.60  miss  12         3.000 (3.000-3.000)  1.50
                """);
        assertThat(table.markdown()).isEqualTo("""
                | case | ours, s | buildx, s | ratio | gate |  | heap, MiB | fresh JVM, s | ratio |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                | A title | 1.000 (1.000-1.000) | 2.000 (1.000-4.000) | 0.50 | 0.60 | ok | 12 | 3.000 (3.000-3.000) | 1.50 |
                | A title | 2.000 (2.000-2.000) | 2.000 (1.000-4.000) | 1.00 | 0.60 | miss | 12 | 3.000 (3.000-3.000) | 1.50 |
                """);
    }

    private static CaseResult result(double warm, double heap) {
        return new CaseResult("name", "A title", 0.6, Samples.of(warm), PEER, Samples.of(3), heap);
    }
}
