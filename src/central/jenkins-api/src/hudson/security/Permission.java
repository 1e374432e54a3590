// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.security;

public final class Permission {
    private Permission() {}
}
