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
import java.util.Objects;

/**
 * What a Docker Engine says of itself. Empty for what it does not say.
 *
 * @param id equal for two addresses of one engine
 * @param architecture as the kernel names it, e.g. {@code x86_64}
 * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.45/#tag/System/operation/SystemInfo">/info</a>
 */
record EngineInfo(String id, String version, String os, String architecture) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    static EngineInfo of(Endpoint endpoint) throws DriverException {
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
            return of(client.infoCmd().exec());
        } catch (DockerException e) {
            throw new DriverException(
                    "Docker Engine at " + endpoint + " refused to tell what it is: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // docker-java wraps what the network does in bare RuntimeExceptions.
            throw UnreachableEngine.toException(endpoint, e);
        }
    }

    private static EngineInfo of(Info info) {
        return new EngineInfo(
                Objects.toString(info.getId(), ""),
                Objects.toString(info.getServerVersion(), ""),
                Objects.toString(info.getOsType(), ""),
                Objects.toString(info.getArchitecture(), ""));
    }
}
