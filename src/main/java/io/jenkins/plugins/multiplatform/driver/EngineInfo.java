package io.jenkins.plugins.multiplatform.driver;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Asks a Docker Engine what it is.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.45/#tag/System/operation/SystemInfo">/info</a>
 */
final class EngineInfo {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Pattern CONNECT_PREFIX = Pattern.compile("^Connect to \\S+ (\\[[^]]*] )?failed: ");

    private EngineInfo() {}

    static Info of(Endpoint endpoint) throws DriverException {
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(endpoint.toString())
                .withDockerTlsVerify(false)
                .build();
        try (ApacheDockerHttpClient http = new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .connectionTimeout(CONNECT)
                        .responseTimeout(ANSWER)
                        .build();
                DockerClient client = DockerClientImpl.getInstance(config, http)) {
            return client.infoCmd().exec();
        } catch (DockerException e) {
            throw new DriverException(
                    "Docker Engine at " + endpoint + " refused to tell what it is: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // docker-java wraps what the network does in bare RuntimeExceptions.
            throw new DriverException(
                    "Cannot connect to the Docker Engine at " + endpoint + ": " + reason(e) + ". " + cure(endpoint), e);
        }
    }

    private static String cure(Endpoint endpoint) {
        return endpoint.isTcp()
                ? "Is it running, and does it listen on this port?"
                : "Is it running, and may this user open its socket?";
    }

    private static String reason(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        // What the HTTP client says of a refused connection begins with its own idea of the address.
        return CONNECT_PREFIX.matcher(message).replaceFirst("");
    }
}
