package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.TaskListener;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.SlaveComputer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Starts an agent that has another class where the plugin has one: agents ask the controller only for classes that they do
 * not have.
 */
final class HostileLauncher extends ComputerLauncher {
    private final String arguments;
    private final String dockerHost;

    private HostileLauncher(String arguments, String dockerHost) {
        this.arguments = arguments;
        this.dockerHost = dockerHost;
    }

    /**
     * @param folder for its classes
     * @param lie what {@code hostile/NodeBuildTask.java.txt} does
     * @param dockerHost what its honest classes see as the agent's engine
     */
    static HostileLauncher of(Path folder, String lie, String dockerHost) throws IOException {
        Path source = folder.resolve("NodeBuildTask.java");
        try (InputStream text = HostileLauncher.class.getResourceAsStream("/hostile/NodeBuildTask.java.txt")) {
            Files.write(source, text.readAllBytes());
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String path = System.getProperty("java.class.path");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status =
                compiler.run(null, null, null, "-proc:none", "-d", classes.toString(), "-cp", path, source.toString());
        assertThat(status).as("compilation of " + source).isZero();
        Path arguments = folder.resolve("arguments");
        Files.writeString(
                arguments,
                "-Dlie=" + lie + "\n-cp\n\"" + (classes + ":" + path).replace("\\", "\\\\")
                        + "\"\nhudson.remoting.Launcher\n",
                StandardCharsets.UTF_8);
        return new HostileLauncher(arguments.toString(), dockerHost);
    }

    @Override
    public void launch(SlaveComputer computer, TaskListener listener) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(List.of(java.toString(), "@" + arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DOCKER_HOST", dockerHost);
        Process process = builder.start();
        computer.setChannel(process.getInputStream(), process.getOutputStream(), listener.getLogger(), null);
    }
}
