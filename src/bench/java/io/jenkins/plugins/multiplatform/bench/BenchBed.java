package io.jenkins.plugins.multiplatform.bench;

import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a benchmark uses of the test bed: clients with builders of the same engines, a base image, a folder in memory. */
final class BenchBed implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String TWO = "two";

    private final TestBed bed;
    private final Path folder;
    private final String repositories;
    private final Map<Side, Client> clients = new EnumMap<>(Side.class);
    private final Map<Side, ProcessClient> processes = new EnumMap<>(Side.class);

    private BenchBed(TestBed bed, Path folder, String repositories) {
        this.bed = bed;
        this.folder = folder;
        this.repositories = repositories;
    }

    /** @param mpb the command line's script */
    static BenchBed open(TestBed bed, Path mpb) throws IOException, BenchException, InterruptedException {
        Path folder = Files.createTempDirectory(MEMORY, "mpb-bench-");
        String repositories = bed.get("registry.plain") + "/bench/" + UUID.randomUUID();
        BenchBed opened = new BenchBed(bed, folder, repositories);
        // Also after Ctrl-C: what stays in memory is lost to this machine.
        Runtime.getRuntime().addShutdownHook(new Thread(opened::closeQuietly));
        try {
            opened.setUp(mpb);
            return opened;
        } catch (IOException | BenchException | InterruptedException e) {
            opened.close();
            throw e;
        }
    }

    private void setUp(Path mpb) throws IOException, BenchException, InterruptedException {
        String docker = Files.createDirectory(folder.resolve("docker")).toString();
        Map<String, String> ours = Map.of("MPB_CONFIG", folder.resolve("mpb").toString(), "DOCKER_CONFIG", docker);
        Map<String, String> cold = new java.util.HashMap<>(ours);
        cold.put("JDK_JAVA_OPTIONS", "-Xmx" + CaseResult.HEAP_GATE_MIB + "m");
        Map<String, String> peer = Map.of(
                "DOCKER_HOST",
                engine(),
                "DOCKER_CONFIG",
                docker,
                "BUILDX_CONFIG",
                folder.resolve("buildx").toString());
        clients.put(Side.WARM, new WarmClient(ours));
        processes.put(Side.COLD, new ProcessClient(mpb.toString(), cold));
        processes.put(Side.PEER, new ProcessClient(bed.get("buildx"), peer));
        clients.putAll(processes);
        makeBuilders(clients.get(Side.WARM), clients.get(Side.PEER));
        new ProcessClient(bed.get("skopeo"), Map.of())
                .run(List.of(
                        "--insecure-policy",
                        "copy",
                        "--all",
                        "--src-tls-verify=false",
                        "--dest-tls-verify=false",
                        "docker://" + bed.get("registry.hub") + "/library/alpine:latest",
                        "docker://" + base()));
    }

    /** The same for both, but that buildx finds engine a by DOCKER_HOST. */
    private void makeBuilders(Client ours, Client peer) throws BenchException, InterruptedException {
        for (Client client : List.of(ours, peer)) {
            client.run(create("a", "linux/amd64"));
            List<String> append = new java.util.ArrayList<>(create("b", "linux/arm64"));
            append.add(1, "--append");
            client.run(append);
        }
        ours.run(List.of("create", "--name", "one", "--use", engine()));
    }

    private List<String> create(String relay, String platform) {
        return List.of("create", "--name", TWO, "--driver", "remote", "--platform", platform, remote(relay));
    }

    /** @param engine whose BuildKit is at this address */
    String remote(String engine) {
        return "unix://" + bed.get("relay." + engine + ".unix");
    }

    /** A name that nobody else uses. */
    String repository(String name) {
        return repositories + "/" + name;
    }

    /** A line for a shell: one of the clients builds two platforms on its two nodes, and pushes them. */
    String shell(Side side, String tag, String context) {
        return processes
                .get(side)
                .line(List.of(
                        "build",
                        "--builder",
                        TWO,
                        "--platform",
                        "linux/amd64,linux/arm64",
                        "--push",
                        "-t",
                        tag,
                        context));
    }

    /** Frees what fresh contexts leave in the engines' memory. */
    void pruneContexts() throws BenchException, InterruptedException {
        for (String name : List.of("a", "b")) {
            EngineStore.of(bed.get("docker-" + name)).pruneContexts();
        }
    }

    String engine() {
        return "unix://" + bed.get("engine.a.socket");
    }

    /** A name that no engine has in its own store: each build has to ask the registry. */
    String base() {
        return repositories + "/base:1";
    }

    Bench bench(int runs) {
        return new Bench(clients, folder, repositories, runs);
    }

    List<BenchCase> cases() {
        String base = base();
        EngineStore engine = EngineStore.of(bed.get("docker-a"));
        Client peer = clients.get(Side.PEER);
        return List.of(
                new CachedBuild("cached", "Cached build of two platforms, pushed", 0.6, "", 1, base),
                new CachedBuild("cached-two", "The same on two nodes (`remote`)", 0.6, TWO, 1, base),
                new Transfer("first", "20,000 small files, first time", 1.0, true, 20_000, base, engine),
                new Transfer("unchanged", "20,000 small files, unchanged", 0.8, false, 20_000, base, engine),
                new Transfer("large", "One file of 500 MiB, first time", 1.0, true, 0, base, engine),
                new LocalExport("export", "Local export of 500 MiB", 1.0),
                new Imagetools("inspect", "`imagetools inspect`", 0.5, false, base, peer),
                new Imagetools("create", "`imagetools create`", 0.5, true, base, peer),
                new CachedBuild("eight", "Eight cached builds at once, pushed", 1.0, "", 8, base));
    }

    /** What the numbers are true for. */
    String versions() {
        return "Docker Engine " + bed.get("version.engine") + ", buildx " + bed.get("version.buildx") + ", Java "
                + Runtime.version();
    }

    private void closeQuietly() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            close();
        } catch (IOException e) {
            System.err.println("bench: could not remove " + folder + ": " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }
}
