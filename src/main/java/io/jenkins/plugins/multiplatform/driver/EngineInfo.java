package io.jenkins.plugins.multiplatform.driver;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a Docker Engine says of itself. Empty for what it does not say.
 *
 * @param id equal for two addresses of one engine
 * @param architecture as the kernel names it, e.g. {@code x86_64}
 * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.45/#tag/System/operation/SystemInfo">/info</a>
 */
record EngineInfo(String id, String version, String os, String architecture) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** For the whole answer: the engine runs programs for it. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final int MAX_BYTES = 1 << 20;
    private static final int LONGEST_TEXT = 500;
    private static final int OK = 200;

    static EngineInfo of(Endpoint endpoint) throws DriverException {
        return of(endpoint, ANSWER);
    }

    /** @param limit for all of it: the HTTP client's own limits are for one read */
    static EngineInfo of(Endpoint endpoint, Duration limit) throws DriverException {
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(endpoint.toString())
                .withDockerTlsVerify(false)
                .build();
        try (ApacheDockerHttpClient http = new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .connectionTimeout(CONNECT)
                .responseTimeout(limit)
                .build()) {
            FutureTask<EngineInfo> question = new FutureTask<>(() -> ask(http, endpoint));
            Thread thread = new Thread(question, "asks " + endpoint);
            thread.setDaemon(true);
            thread.start();
            return question.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // docker-java wraps what the network does in bare RuntimeExceptions.
            throw e.getCause() instanceof DriverException failure
                    ? failure
                    : UnreachableEngine.toException(endpoint, e.getCause());
        } catch (TimeoutException e) {
            throw new DriverException(
                    "Docker Engine at " + endpoint + " did not tell what it is within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted while Docker Engine at " + endpoint + " was asked what it is", e);
        } catch (IOException e) {
            throw UnreachableEngine.toException(endpoint, e);
        }
    }

    private static EngineInfo ask(DockerHttpClient http, Endpoint endpoint) throws IOException, DriverException {
        DockerHttpClient.Request request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/info")
                .build();
        try (DockerHttpClient.Response response = http.execute(request)) {
            byte[] body = response.getBody().readNBytes(MAX_BYTES + 1);
            String refused = "Docker Engine at " + endpoint + " refused to tell what it is: ";
            if (body.length > MAX_BYTES) {
                throw new DriverException(refused + "its answer has more than " + MAX_BYTES + " bytes");
            }
            String text = new String(body, StandardCharsets.UTF_8);
            if (response.getStatusCode() != OK) {
                throw new DriverException(refused + "Status " + response.getStatusCode() + ": " + printable(text));
            }
            try {
                JsonObject info = JsonParser.parseString(text).getAsJsonObject();
                return new EngineInfo(
                        field(info, "ID"),
                        field(info, "ServerVersion"),
                        field(info, "OSType"),
                        field(info, "Architecture"));
            } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
                throw new DriverException(refused + "its answer can't be read: " + printable(text), e);
            }
        }
    }

    private static String field(JsonObject info, String name) {
        JsonElement value = info.get(name);
        return value == null || !value.isJsonPrimitive() ? "" : printable(value.getAsString());
    }

    /** A peer's text as one harmless line. */
    private static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
