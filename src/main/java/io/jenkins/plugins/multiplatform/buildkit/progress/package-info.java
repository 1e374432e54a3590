/** The daemon's status stream as typed events, and as the plain text that BuildKit users know. */
package io.jenkins.plugins.multiplatform.buildkit.progress;
