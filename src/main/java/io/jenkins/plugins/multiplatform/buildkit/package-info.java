/**
 * BuildKit's Control and Session protocols over gRPC, on any {@link io.jenkins.plugins.multiplatform.transport stream}.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/api/services/control/control.proto">control.proto</a>
 */
package io.jenkins.plugins.multiplatform.buildkit;
