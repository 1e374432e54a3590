/**
 * Reads as much of a Dockerfile as placement needs: stages, what they run and for which platform. BuildKit's own
 * frontend parses it for real later, so what this reading does not know is "cannot tell" and never an error.
 */
package io.jenkins.plugins.multiplatform.dockerfile;
