package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.platform.Platform;

/**
 * Names of the folders of several platforms' results: {@code linux_arm_v7}.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/exporter/local/export.go">as BuildKit names them</a>
 */
final class PlatformFolders {
    private PlatformFolders() {}

    static String of(Platform platform) {
        return platform.formatAll().replace('/', '_');
    }
}
