// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.credentialsbinding.masking;

public class SecretPatterns {
    public static native java.util.regex.Pattern getAggregateSecretPattern(java.util.Collection<java.lang.String> p0);
    private SecretPatterns() {}
}
