package io.jenkins.plugins.multiplatform.jenkins.fleet;

import com.google.common.base.Strings;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.PluginWrapper;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.remoting.Which;
import io.jenkins.plugins.multiplatform.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Keeps the plugin's jars on agents. Remoting asks the controller for each class by itself, a thousand times for the
 * first build on a connection, and its cache of jars spares none of these turns. An agent that has the jars in a folder
 * is told of them by a jar of a few bytes, whose {@code Class-Path} names them.
 *
 * <p>Jars of other plugins and of Jenkins itself are told as if they were this plugin's: the agent would ask for each
 * class that is another loader's, even where that loader has its jars.
 *
 * @see Channel#preloadJar(ClassLoader, URL...)
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#class-path-attribute">Class-Path</a>
 */
@Restricted(NoExternalUse.class)
public final class EngineJars {
    private static final Logger LOGGER = Logger.getLogger(EngineJars.class.getName());
    private static final String FOLDER = "caches/multi-platform-build";
    /** Of the folder's name: enough to tell versions apart. */
    private static final int NAME_LENGTH = 32;

    /** For slow connections; an agent that is frozen is noticed by others. */
    private static final long MOST_SECONDS = 60;

    /** Jars that are told together, and kept in one folder. */
    private enum Library {
        OURS("multi-platform-build"),
        /** Whose classes the engine needs where a daemon is. */
        BUILD("engine", "gson-api"),
        /** Whose it needs to ask a Docker Engine what it is. */
        INSPECT(
                "docker-java",
                "docker-java-api",
                "jackson2-api",
                "jackson-annotations2-api",
                "apache-httpcomponents-client-5-api");

        private final String folder;
        private final List<String> plugins;

        Library(String folder, String... plugins) {
            this.folder = folder;
            this.plugins = List.of(plugins);
        }

        List<Path> jars() throws IOException {
            List<Path> jars = new ArrayList<>();
            if (this == OURS) {
                jars.addAll(jarsOf(EngineJars.class.getClassLoader()));
            }
            if (this == BUILD) {
                // Guava is Jenkins' own, in two jars.
                jars.add(Which.jarFile(Strings.class).toPath());
                jars.add(Which.jarFile(InternalFutureFailureAccess.class).toPath());
            }
            for (String name : plugins) {
                PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(name);
                if (plugin != null) {
                    jars.addAll(jarsOf(plugin.classLoader));
                }
            }
            return jars;
        }

        /** None where a plugin runs from its sources. */
        private static List<Path> jarsOf(ClassLoader loader) throws IOException {
            List<Path> jars = new ArrayList<>();
            if (loader instanceof URLClassLoader found) {
                for (URL url : found.getURLs()) {
                    Path path = path(url);
                    if (!Files.isRegularFile(path)) {
                        return List.of();
                    }
                    jars.add(path);
                }
            }
            return jars;
        }
    }

    private static final Map<Channel, EngineJars> CHANNELS = new WeakHashMap<>();

    /** Names of folders: the jars stay the same for as long as the controller runs. */
    private static final Map<Library, String> NAMES = new ConcurrentHashMap<>();

    private final Set<Library> told = EnumSet.noneOf(Library.class);

    /** Address of the cache's folder, as its agent writes it; null until it is asked for. */
    @CheckForNull
    private String base;

    private EngineJars() {}

    /**
     * For an agent that has the sources. Does nothing but for the first call on a connection; whatever fails, classes
     * come one by one then.
     */
    public static void toWorkspace(@CheckForNull Computer computer) throws InterruptedException {
        tell(computer, List.of(Library.OURS));
    }

    /** The same for an agent that builds. */
    public static void toNode(@CheckForNull Computer computer) throws InterruptedException {
        tell(computer, List.of(Library.OURS, Library.BUILD));
    }

    /** The same for an agent that asks daemons what they are. */
    public static void toInspector(@CheckForNull Computer computer) throws InterruptedException {
        tell(computer, List.of(Library.OURS, Library.BUILD, Library.INSPECT));
    }

    private static void tell(@CheckForNull Computer computer, List<Library> libraries) throws InterruptedException {
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        VirtualChannel connection = computer == null ? null : computer.getChannel();
        if (root == null || !(connection instanceof Channel channel)) {
            return;
        }
        EngineJars jars;
        synchronized (CHANNELS) {
            jars = CHANNELS.computeIfAbsent(channel, first -> new EngineJars());
        }
        jars.tell(channel, root.child(FOLDER), libraries);
    }

    private synchronized void tell(Channel channel, FilePath cache, List<Library> libraries)
            throws InterruptedException {
        List<Library> left =
                libraries.stream().filter(library -> !told.contains(library)).toList();
        if (left.isEmpty()) {
            return;
        }
        told.addAll(left);
        Future<?> work = Computer.threadPoolForRemoting.submit(() -> {
            preload(channel, cache, left);
            return null;
        });
        try {
            work.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, "classes come one by one to " + channel.getName(), e);
        } finally {
            work.cancel(true);
        }
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException(url + " is no file", e);
        }
    }

    private void preload(Channel channel, FilePath cache, List<Library> libraries)
            throws IOException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        for (Library library : libraries) {
            List<Path> jars = library.jars();
            if (!jars.isEmpty()) {
                String folder = base(cache) + copy(library, jars, cache) + '/';
                jars.forEach(jar -> addresses.add(folder + nameOf(jar)));
            }
        }
        if (addresses.isEmpty()) {
            return;
        }
        Path pointer = Files.createTempFile("multi-platform-build", ".jar");
        try {
            Files.write(pointer, pointer(String.join(" ", addresses)));
            channel.preloadJar(
                    EngineJars.class.getClassLoader(), pointer.toUri().toURL());
        } finally {
            Files.deleteIfExists(pointer);
        }
    }

    private String base(FilePath cache) throws IOException, InterruptedException {
        if (base == null) {
            String path = cache.getRemote();
            String address =
                    path.startsWith("/") ? address(path) : cache.toURI().toString();
            // It has no slash at its end while the folder is not there.
            base = address.endsWith("/") ? address : address + '/';
        }
        return base;
    }

    /** Without a question to an agent whose paths are like this. */
    private static String address(String path) throws IOException {
        try {
            return new URI("file", null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IOException(path + " has no address", e);
        }
    }

    /** Gives the name of a folder that is complete if it is there at all. */
    private static String copy(Library library, List<Path> jars, FilePath cache)
            throws IOException, InterruptedException {
        String name = NAMES.get(library);
        if (name == null) {
            name = library.folder + "-" + digest(jars);
            NAMES.put(library, name);
        }
        FilePath folder = cache.child(name);
        if (folder.exists()) {
            return name;
        }
        removeOlder(library.folder, cache);
        FilePath scratch = cache.child("." + UUID.randomUUID());
        try {
            for (Path jar : jars) {
                scratch.child(nameOf(jar)).copyFrom(new FilePath(jar.toFile()));
            }
            scratch.renameTo(folder);
        } catch (IOException e) {
            scratch.deleteRecursive();
            if (!folder.exists()) {
                throw e;
            }
        }
        return name;
    }

    private static void removeOlder(String library, FilePath cache) throws InterruptedException {
        try {
            for (FilePath other : cache.listDirectories()) {
                if (other.getName().matches(Pattern.quote(library) + "-\\p{XDigit}{" + NAME_LENGTH + "}")) {
                    other.deleteRecursive();
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "older jars stay in " + cache, e);
        }
    }

    /** The same for the same content. */
    private static String digest(List<Path> jars) throws IOException {
        StringBuilder contents = new StringBuilder();
        for (Path jar : jars) {
            contents.append(nameOf(jar))
                    .append(' ')
                    .append(Digest.of(Files.readAllBytes(jar)))
                    .append('\n');
        }
        return Digest.of(contents.toString().getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, NAME_LENGTH);
    }

    private static String nameOf(Path jar) {
        return String.valueOf(jar.getFileName());
    }

    private static byte[] pointer(String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        new JarOutputStream(content, manifest).close();
        return content.toByteArray();
    }
}
