// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface Item extends hudson.security.AccessControlled {
    public static final hudson.security.Permission EXTENDED_READ = null;
}
