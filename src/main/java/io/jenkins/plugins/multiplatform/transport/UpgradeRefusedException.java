package io.jenkins.plugins.multiplatform.transport;

/** The engine answered the upgrade with something other than 101: trying again changes nothing. */
public final class UpgradeRefusedException extends TransportException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UpgradeRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
