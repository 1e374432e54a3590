package io.jenkins.plugins.multiplatform.auth;

import java.util.List;

/** Where nobody is known. */
final class NoTokens implements TokenSource {
    @Override
    public RegistryLogin login(String registryHost, List<TokenScope> scopes) {
        return RegistryLogin.NONE;
    }

    @Override
    public GrantedToken fetch(String registryHost, List<TokenScope> scopes) throws AuthException {
        throw new AuthException("no user is known for registry " + registryHost);
    }

    @Override
    public GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes) throws AuthException {
        return fetch(registryHost, scopes);
    }
}
