// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.security;

public interface AccessControlled {
    default void checkPermission(hudson.security.Permission p0) throws org.springframework.security.access.AccessDeniedException { throw null; }
    hudson.security.ACL getACL();
    default boolean hasPermission2(org.springframework.security.core.Authentication p0, hudson.security.Permission p1) { throw null; }
    default boolean hasPermission(hudson.security.Permission p0) { throw null; }
}
