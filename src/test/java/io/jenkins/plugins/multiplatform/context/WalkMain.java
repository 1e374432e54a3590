package io.jenkins.plugins.multiplatform.context;

import java.io.PrintStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Walks a folder in a JVM of its own: {@code ROOT quiet|names [EXCLUDE...]}. */
final class WalkMain {
    private WalkMain() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        boolean names = args[1].equals("names");
        List<String> excludes = Arrays.asList(args).subList(2, args.length);
        ContextWalk walk = ContextWalk.open(root, ContextFilter.excluding(excludes));
        FileSource source = FileSource.open(root);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int count = 0;
        for (Optional<FileStat> stat = walk.next(); stat.isPresent(); stat = walk.next()) {
            count++;
            if (names) {
                out.println(stat.get().path() + " -> " + stat.get().linkname() + " " + size(source, stat.get()));
            }
        }
        out.println(count);
        out.flush();
    }

    private static long size(FileSource source, FileStat stat) throws Exception {
        if (!stat.isRegular()) {
            return -1;
        }
        try (SeekableByteChannel channel = source.read(stat.path()).orElseThrow()) {
            return channel.size();
        }
    }
}
