package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenSource;

/**
 * Who answers a daemon that has to identify itself to registries.
 *
 * @param credentials for registries without tokens; already limited to those of the plan
 * @param tokens for the others
 * @param guard what the tokens may be for
 */
public record RegistryAnswers(CredentialSource credentials, TokenSource tokens, ScopeGuard guard) {
    /** Where no tokens are fetched: a daemon gets passwords and fetches its tokens itself. */
    public static RegistryAnswers ofPasswords(CredentialSource credentials) {
        return new RegistryAnswers(credentials, TokenSource.none(), ScopeGuard.closed());
    }
}
