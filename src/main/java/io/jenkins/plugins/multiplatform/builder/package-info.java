/**
 * Builders: named groups of nodes that build together.
 *
 * @see <a href="https://docs.docker.com/build/builders/">builders in Docker's documentation</a>
 */
package io.jenkins.plugins.multiplatform.builder;
