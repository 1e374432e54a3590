package io.jenkins.plugins.multiplatform.bench;

import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the engine against buildx, on the same engines and in turns.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all gates are met", "1:a gate is missed", "2:something could not be measured"})
final class BenchMain implements Callable<Integer> {
    private static final int MISSED = 1;

    @Option(names = "--case", description = "Measures this one alone; may be repeated.")
    private List<String> names = List.of();

    @Option(
            names = "--runs",
            description = "Measured runs of each side (default ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int runs;

    @Option(names = "--markdown", description = "Takes the table for a document.")
    private Path markdown;

    @Option(names = "--mpb", hidden = true, required = true)
    private Path mpb;

    public static void main(String[] arguments) {
        BenchProcess.run(new BenchMain(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        TestBed bed = TestBed.load().orElseThrow(() -> new BenchException("no test bed: run bin/testbed up"));
        try (BenchBed benchBed = BenchBed.open(bed, mpb)) {
            Bench bench = benchBed.bench(runs);
            List<CaseResult> results = new ArrayList<>();
            for (BenchCase work : chosen(benchBed.cases())) {
                System.err.println("bench: " + work.name() + ": " + work.title());
                results.add(bench.measure(work));
            }
            ResultTable table = new ResultTable(results);
            System.out.print(table.text());
            if (markdown != null) {
                Files.writeString(
                        markdown, table.markdown() + "\n" + conditions(benchBed) + "\n", StandardCharsets.UTF_8);
            }
            return results.stream().allMatch(CaseResult::isMet) ? 0 : MISSED;
        }
    }

    private List<BenchCase> chosen(List<BenchCase> all) throws BenchException {
        List<String> known = all.stream().map(BenchCase::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new BenchException("no case \"" + name + "\"; there are " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(one -> names.isEmpty() || names.contains(one.name()))
                .toList();
    }

    private String conditions(BenchBed bed) throws java.io.IOException {
        long memory = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                        .filter(line -> line.startsWith("MemTotal:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                >> 20;
        return LocalDate.now() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + memory
                + " GiB of memory, " + bed.versions() + "; medians (and extremes) of " + runs + " runs.";
    }
}
