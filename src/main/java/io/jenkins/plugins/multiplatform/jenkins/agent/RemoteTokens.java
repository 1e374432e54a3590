package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
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
    public boolean servesTokens(String registryHost) throws AuthException, InterruptedException {
        return RemoteAnswers.ask(() -> controller.servesTokens(registryHost));
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
