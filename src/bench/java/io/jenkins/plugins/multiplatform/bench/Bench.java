package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures cases: sides take turns, so that whatever else this machine does meets all of them. */
final class Bench {
    private static final int MOST_AT_ONCE = 8;

    private final Map<Side, Client> clients;
    private final Path folder;
    private final String repositories;
    private final int runs;
    private final HeapWatch heap = HeapWatch.start();

    /**
     * @param folder in memory
     * @param repositories a prefix for names that nobody else uses
     */
    Bench(Map<Side, Client> clients, Path folder, String repositories, int runs) {
        this.clients = new EnumMap<>(clients);
        this.folder = folder;
        this.repositories = repositories;
        this.runs = runs;
    }

    CaseResult measure(BenchCase work) throws BenchException, IOException, InterruptedException {
        Map<Side, List<Double>> times = new EnumMap<>(Side.class);
        try {
            for (Side side : Side.values()) {
                times.put(side, new ArrayList<>());
                Files.createDirectories(place(work, side).getParent());
                work.prepare(place(work, side), repository(work, side));
                for (int i = 0; i < work.warmUps(side); i++) {
                    run(work, side, -1 - i);
                }
            }
            heap.reset();
            for (int round = 0; round < runs; round++) {
                for (int turn = 0; turn < Side.values().length; turn++) {
                    // Not always after the same one: an engine still tidies up when its client has ended.
                    Side side = Side.values()[(round + turn) % Side.values().length];
                    times.get(side).add(run(work, side, round));
                }
            }
            return new CaseResult(
                    work.name(),
                    work.title(),
                    work.gate(),
                    new Samples(times.get(Side.WARM)),
                    new Samples(times.get(Side.PEER)),
                    new Samples(times.get(Side.COLD)),
                    heap.most());
        } finally {
            Folders.delete(folder.resolve(work.name()));
        }
    }

    private double run(BenchCase work, Side side, int number) throws BenchException, IOException, InterruptedException {
        Client client = clients.get(side);
        List<Client.Work> commands = work.commands(place(work, side), repository(work, side), number).stream()
                .map(client::prepare)
                .toList();
        long start = System.nanoTime();
        together(commands);
        double seconds = (System.nanoTime() - start) / 1e9;
        work.tidy(place(work, side));
        return seconds;
    }

    private static void together(List<Client.Work> commands) throws BenchException, InterruptedException {
        if (commands.size() == 1) {
            commands.get(0).run();
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(MOST_AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Client.Work command : commands) {
                running.add(executor.submit(() -> {
                    command.run();
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException(String.valueOf(e.getCause().getMessage()), e);
        } finally {
            executor.shutdownNow();
        }
    }

    private Path place(BenchCase work, Side side) {
        return folder.resolve(work.name()).resolve(side.label());
    }

    private String repository(BenchCase work, Side side) {
        return repositories + "/" + work.name() + "-" + side.label();
    }
}
