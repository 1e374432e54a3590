// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.remoting;

public class ChannelStateException extends java.io.IOException {
    protected ChannelStateException() {}
}
