/** Measures the engine against the test bed's buildx; what {@code bin/bench} runs. */
package io.jenkins.plugins.multiplatform.bench;
