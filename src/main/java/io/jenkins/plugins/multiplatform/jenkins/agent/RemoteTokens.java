package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.RegistryLogin;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import java.util.ArrayList;
import java.util.List;

/** The agent's end of the controller's token fetching: keeps nothing. */
final class RemoteTokens implements TokenSource {
    private final RunHost controller;

    RemoteTokens(RunHost controller) {
        this.controller = controller;
    }

    @Override
    public RegistryLogin login(String registryHost, List<TokenScope> scopes)
            throws AuthException, InterruptedException {
        boolean tokens = RemoteAnswers.ask(() -> controller.servesTokens(registryHost));
        // Whether there is a password for this machine is the controller's to say when it is asked for one.
        return tokens ? RegistryLogin.TOKEN : RegistryLogin.PASSWORD;
    }

    @Override
    public GrantedToken fetch(String registryHost, List<TokenScope> scopes) throws AuthException, InterruptedException {
        return RemoteAnswers.ask(() -> controller.token(registryHost, new ArrayList<>(scopes), false));
    }

    @Override
    public GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes)
            throws AuthException, InterruptedException {
        return RemoteAnswers.ask(() -> controller.token(registryHost, new ArrayList<>(scopes), true));
    }
}
