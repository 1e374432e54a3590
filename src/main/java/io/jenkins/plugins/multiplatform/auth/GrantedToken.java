package io.jenkins.plugins.multiplatform.auth;

import java.io.Serializable;

/**
 * A token on its way to whoever will show it to a registry.
 *
 * @param value what follows {@code Bearer}; a secret
 * @param seconds that it is good for from now on: a time of day would mean another moment on another machine
 */
public record GrantedToken(String value, long seconds) implements Serializable {
    @Override
    public String toString() {
        return "GrantedToken[<redacted>, seconds=" + seconds + "]";
    }
}
