import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the declarations against which {@code src/central/pom.xml} compiles the Jenkins layer: those types and members
 * that the plugin's classes refer to, as the real classes on the class path declare them.
 *
 * <p>Usage: {@code java -cp <this>:<plugin's classes>:<its compile class path> Signatures write|check <plugin's classes>
 * <folder>}. {@code check} writes nothing; it fails and names what differs.
 */
public final class Signatures {
    private static final String OURS = "io/jenkins/plugins/multiplatform/jenkins";
    private static final String NOTE = "// Declared after the real classes by src/central/signatures. Not to be edited.\n";

    private Signatures() {}

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[1]);
        Path folder = Path.of(arguments[2]);
        Map<String, String> wanted = declarations(classes);
        Map<String, String> present = present(folder);
        if (arguments[0].equals("write")) {
            write(folder, wanted, present);
            System.out.println(wanted.size() + " declarations in " + folder);
            return;
        }
        List<String> differences = new ArrayList<>();
        wanted.forEach((file, text) -> {
            if (!text.equals(present.get(file))) {
                differences.add((present.containsKey(file) ? "differs: " : "missing: ") + file);
            }
        });
        present.keySet().stream().filter(file -> !wanted.containsKey(file)).forEach(file ->
                differences.add("not needed: " + file));
        differences.forEach(System.err::println);
        System.out.println(wanted.size() + " declarations compared with the real classes, " + differences.size()
                + " differences");
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    private static Map<String, String> declarations(Path classes) throws IOException {
        List<Class<?>> ours = new ArrayList<>();
        List<ClassFile> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(classes.resolve(OURS))) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                String path = classes.relativize(file).toString();
                String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
                Class<?> type = Needs.find(name).orElseThrow(() -> new IOException(name + " is not on the class path"));
                if (!Needs.isForeign(type)) {
                    ours.add(type);
                    files.add(ClassFile.read(file));
                }
            }
        }
        Needs needs = new Needs(ours, files);
        Map<String, String> declarations = new TreeMap<>();
        for (Class<?> type : needs.types) {
            if (type.getEnclosingClass() == null) {
                declarations.put(type.getName().replace('.', '/') + ".java", NOTE + Declaration.of(type, needs));
            }
        }
        return declarations;
    }

    private static Map<String, String> present(Path folder) throws IOException {
        Map<String, String> present = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                    present.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return present;
    }

    private static void write(Path folder, Map<String, String> wanted, Map<String, String> present) throws IOException {
        for (Map.Entry<String, String> declaration : wanted.entrySet()) {
            Path file = folder.resolve(declaration.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, declaration.getValue());
        }
        for (String file : present.keySet()) {
            if (!wanted.containsKey(file)) {
                Files.delete(folder.resolve(file));
            }
        }
    }
}
