package io.jenkins.plugins.multiplatform.auth;

/** How a registry lets users in, by what it answered itself. */
public enum RegistryLogin {
    /** By tokens, which its token server issues: no other server needs the password. */
    TOKEN,
    /** By user and password with each request. */
    PASSWORD,
    /** Anonymously: no user is known for it, or it required no login for what it was asked. */
    NONE
}
