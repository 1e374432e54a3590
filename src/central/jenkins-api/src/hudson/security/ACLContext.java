// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.security;

public class ACLContext implements java.lang.AutoCloseable {
    public native void close();
    private ACLContext() {}
}
