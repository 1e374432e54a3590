// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public class DaemonThreadFactory implements java.util.concurrent.ThreadFactory {
    public DaemonThreadFactory() {}
    public native java.lang.Thread newThread(java.lang.Runnable p0);
}
