// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.security;

public class HMACConfidentialKey extends jenkins.security.ConfidentialKey {
    public HMACConfidentialKey(java.lang.Class p0, java.lang.String p1, int p2) {}
    public native java.lang.String mac(java.lang.String p0);
}
