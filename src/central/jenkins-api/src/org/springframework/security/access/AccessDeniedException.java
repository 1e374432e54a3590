// Declared after the real classes by src/central/signatures. Not to be edited.
package org.springframework.security.access;

public class AccessDeniedException extends java.lang.RuntimeException {
    private AccessDeniedException() {}
}
