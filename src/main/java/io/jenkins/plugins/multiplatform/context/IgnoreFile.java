package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code .dockerignore}. The daemon asks for this file by itself and sends the patterns back with its request for
 * the context, so this serves our own early checks: a daemon builds without a word where it can't find or read what the
 * file means, and files that should have stayed out are in the image.
 *
 * @see <a href="https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go">moby's ignorefile</a>
 */
public final class IgnoreFile {
    public static final String NAME = ".dockerignore";

    /** A daemon reads it by one message of at most 16 MiB. */
    public static final int MAX_BYTES = 16 << 20;

    /** Go's scanner refuses longer lines. */
    private static final int MAX_LINE_BYTES = (64 << 10) - 1;

    private static final int MAX_LINKS = 40;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private IgnoreFile() {}

    /**
     * The content of the one file that counts: beside the Dockerfile and named after it, else in the context's folder.
     *
     * @param name of the file
     * @param content its bytes, checked
     */
    public record Content(String name, byte[] content) {
        public List<String> patterns() throws ContextException {
            return parse(content, name);
        }
    }

    /**
     * @param folder that may have it
     * @param name of the file there
     * @return empty if there is none
     * @throws ContextException if it is there and can't be honoured; the message names the cause and the cure
     */
    public static Optional<Content> read(Location folder, String name) throws ContextException {
        Optional<Path> place = inside(folder, name);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] content =
                    RegularFile.read(new Location(folder.base(), folder.names().resolve(place.get())), MAX_BYTES);
            check(content, name);
            return Optional.of(new Content(name, content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ContextException e) {
            throw e;
        } catch (IOException e) {
            throw refused(name, RegularFile.reason(e), "Make it a text file, or remove it", e);
        }
    }

    /** What a daemon makes of the name: links lead from folder to folder of the context, and never above it. */
    private static Optional<Path> inside(Location folder, String name) throws ContextException {
        Deque<String> kept = new ArrayDeque<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        Path root = folder.path();
        int links = 0;
        try {
            while (!open.isEmpty()) {
                String next = open.pop();
                if (next.equals("..")) {
                    if (kept.isEmpty()) {
                        throw leadsOut(name);
                    }
                    kept.removeLast();
                } else if (!next.isEmpty() && !next.equals(".")) {
                    kept.addLast(next);
                    Path here = resolve(root, kept);
                    if (Files.isSymbolicLink(here)) {
                        Optional<String> target = FileNames.target(Files.readSymbolicLink(here));
                        if (target.isEmpty() || target.get().startsWith("/") || ++links > MAX_LINKS) {
                            throw leadsOut(name);
                        }
                        kept.removeLast();
                        String[] names = target.get().split("/");
                        for (int i = names.length - 1; i >= 0; i--) {
                            open.push(names[i]);
                        }
                    }
                }
            }
            Path place = resolve(Path.of(""), kept);
            if (links > 0 && !Files.exists(root.resolve(place), LinkOption.NOFOLLOW_LINKS)) {
                throw refused(name, "is a link to nothing", "Remove it, or put there what it leads to", null);
            }
            return kept.isEmpty() ? Optional.empty() : Optional.of(place);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (ContextException e) {
            throw e;
        } catch (IOException e) {
            throw refused(name, RegularFile.reason(e), "Make it a text file, or remove it", e);
        }
    }

    private static Path resolve(Path root, Deque<String> names) throws IOException {
        Path path = root;
        for (String name : names) {
            path = path.resolve(FileNames.path(name));
        }
        return path;
    }

    private static ContextException leadsOut(String name) {
        return refused(
                name,
                "is a link that a node can't follow: it leads out of the folder that is sent",
                "Put the file itself in its place, or a link relative to it that stays in the folder",
                null);
    }

    private static ContextException refused(String name, String why, String cure, IOException cause) {
        return new ContextException(
                "failed to read " + name + ": it " + why + ". Builds without it would send what it leaves out. " + cure,
                cause);
    }

    /** The patterns for {@link PatternMatcher#of}, which judges whether they are valid. */
    public static List<String> parse(byte[] content, String name) throws ContextException {
        List<String> patterns = new ArrayList<>();
        scan(content, name, (line, pattern) -> patterns.add(pattern));
        return patterns;
    }

    @FunctionalInterface
    private interface Lines {
        void on(int line, String pattern) throws ContextException;
    }

    private static void scan(byte[] content, String name, Lines lines) throws ContextException {
        int patterns = 0;
        long characters = 0;
        int line = 0;
        for (int start = 0; start < content.length; ) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            line++;
            if (end - start > MAX_LINE_BYTES) {
                throw refused(name, "has more than " + MAX_LINE_BYTES + " bytes in line " + line, "Shorten it", null);
            }
            int from = line == 1 && startsWithMark(content) ? BYTE_ORDER_MARK.length : start;
            boolean comment = from < end && content[from] == '#';
            String pattern = comment ? "" : pattern(content, from, end, name, line);
            if (!pattern.isEmpty()) {
                characters += pattern.length();
                if (++patterns > ContextFilter.MAX_PATTERNS || characters > ContextFilter.MAX_CHARACTERS) {
                    throw new ContextException("failed to read " + name + ": it has " + ContextFilter.tooMany());
                }
                lines.on(line, pattern);
            }
            start = end + 1;
        }
    }

    private static boolean startsWithMark(byte[] content) {
        return content.length >= BYTE_ORDER_MARK.length
                && content[0] == BYTE_ORDER_MARK[0]
                && content[1] == BYTE_ORDER_MARK[1]
                && content[2] == BYTE_ORDER_MARK[2];
    }

    private static String pattern(byte[] content, int from, int end, String name, int line) throws ContextException {
        String text;
        try {
            text = GoPath.trim(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, from, end - from))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refused(name, "is no text in UTF-8 (line " + line + ")", "Save it as UTF-8", null);
        }
        if (text.indexOf('\0') >= 0) {
            throw refused(name, "has a NUL byte in line " + line + ", as UTF-16 has", "Save it as UTF-8", null);
        }
        if (text.isEmpty()) {
            return "";
        }
        return text.startsWith("!") ? "!" + relative(text.substring(1)) : relative(text);
    }

    private static String relative(String pattern) {
        String trimmed = GoPath.trim(pattern);
        if (trimmed.isEmpty()) {
            return "";
        }
        String clean = GoPath.clean(GoPath.slashes(trimmed));
        return clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
    }

    private static void check(byte[] content, String name) throws ContextException {
        boolean wide = content.length >= 2
                && (content[0] == (byte) 0xFF && content[1] == (byte) 0xFE
                        || content[0] == (byte) 0xFE && content[1] == (byte) 0xFF);
        if (wide) {
            throw refused(name, "is UTF-16, as PowerShell's > writes it", "Save it as UTF-8", null);
        }
        scan(content, name, (line, pattern) -> {
            try {
                IgnorePattern.of(GoPath.clean(pattern));
            } catch (InvalidPatternException e) {
                throw new InvalidPatternException("failed to read " + name + ", line " + line + ": " + e.getMessage());
            }
        });
    }
}
