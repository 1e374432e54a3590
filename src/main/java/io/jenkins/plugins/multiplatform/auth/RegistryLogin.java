package io.jenkins.plugins.multiplatform.auth;

/** How a registry lets users in, by what it answered itself. */
public enum RegistryLogin {
    /** By tokens that its token server gives for a user: nobody else needs the password. */
    TOKEN,
    /** By user and password with each request. */
    PASSWORD,
    /** Not at all: no user is known for it, or it let everybody do what it was asked for. */
    NONE
}
