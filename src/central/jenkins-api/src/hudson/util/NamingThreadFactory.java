// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public final class NamingThreadFactory implements java.util.concurrent.ThreadFactory {
    public NamingThreadFactory(java.util.concurrent.ThreadFactory p0, java.lang.String p1) {}
    public native java.lang.Thread newThread(java.lang.Runnable p0);
}
