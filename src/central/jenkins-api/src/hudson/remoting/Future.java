// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public interface Future<V> extends java.util.concurrent.Future<V> {
}
