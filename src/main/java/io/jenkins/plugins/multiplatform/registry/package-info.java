/**
 * The distribution protocol of registries: one small class per endpoint behind {@code RegistryClient}, with retries.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution specification</a>
 */
package io.jenkins.plugins.multiplatform.registry;
