// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.security;

public abstract class ConfidentialKey {
    protected ConfidentialKey() {}
}
