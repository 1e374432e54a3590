// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public class RequestAbortedException extends hudson.remoting.RemotingSystemException {
    private RequestAbortedException() {}
}
