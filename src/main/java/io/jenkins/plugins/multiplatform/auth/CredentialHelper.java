package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks a program {@code docker-credential-NAME}: the host goes to its standard input, the login comes back as JSON on
 * its standard output. What it prints is never repeated in a message, for it may be the secret.
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers#development">Credential helpers' protocol</a>
 */
final class CredentialHelper {
    /** A helper may ask its user to unlock a key ring. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String NOT_FOUND = "credentials not found";

    private final String program;
    private final Map<String, String> environment;

    CredentialHelper(String name, Map<String, String> environment) throws CredentialException {
        if (!NAME.matcher(name).matches()) {
            throw new CredentialException("invalid credential helper name \"" + Printable.of(name) + "\"");
        }
        this.program = "docker-credential-" + name;
        this.environment = environment;
    }

    Optional<Credential> get(String key) throws CredentialException {
        Process process = start();
        try {
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> readAll(process), this::inThread);
            try (OutputStream in = process.getOutputStream()) {
                in.write(key.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // a helper that needs no input may be gone already: its exit code tells
            }
            byte[] answer = output.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new TimeoutException();
            }
            return read(answer, process.exitValue(), key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(key, "the wait for it was interrupted");
        } catch (TimeoutException e) {
            throw failure(key, "it did not end within " + PATIENCE.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw failure(key, "its output could not be read");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws CredentialException {
        Path executable = find().orElseThrow(() -> new CredentialException("The credential helper " + program
                + " is not on the PATH: install it, or remove it from Docker's config.json"));
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "get");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CredentialException("Cannot run the credential helper " + executable + ": " + e.getMessage(), e);
        }
    }

    private Optional<Path> find() {
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> List.of(program, program + ".exe").stream().map(name -> Path.of(folder, name)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Optional<Credential> read(byte[] answer, int exitCode, String key) throws CredentialException {
        if (exitCode != 0) {
            if (new String(answer, StandardCharsets.UTF_8).contains(NOT_FOUND)) {
                return Optional.empty();
            }
            throw failure(key, "it ended with exit code " + exitCode);
        }
        Optional<JsonObject> json = JsonFields.parse(answer);
        Optional<String> secret = json.flatMap(j -> JsonFields.string(j, "Secret"));
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        String username = json.flatMap(j -> JsonFields.string(j, "Username")).orElse("");
        boolean identity = username.equals(Credential.IDENTITY_TOKEN_USER);
        return Optional.of(new Credential(username, secret.get(), identity));
    }

    private CredentialException failure(String key, String reason) {
        return new CredentialException(
                "Tried to get the login for " + key + " from " + program + " but failed because: " + reason);
    }

    private static byte[] readAll(Process process) {
        try {
            return process.getInputStream().readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void inThread(Runnable task) {
        Thread thread = new Thread(task, program);
        thread.setDaemon(true);
        thread.start();
    }
}
