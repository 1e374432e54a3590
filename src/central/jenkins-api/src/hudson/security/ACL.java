// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.security;

public abstract class ACL {
    public static final org.springframework.security.core.Authentication SYSTEM2 = null;
    public static native hudson.security.ACLContext as2(org.springframework.security.core.Authentication p0);
    public final native boolean hasPermission(hudson.security.Permission p0);
    private ACL() {}
}
