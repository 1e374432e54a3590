// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

class RemotingSystemException extends java.lang.RuntimeException {
    protected RemotingSystemException() {}
}
