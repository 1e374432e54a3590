// Declared after the real classes by src/central/signatures. Not to be edited.
package org.springframework.security.core;

public interface Authentication extends java.security.Principal, java.io.Serializable {
}
