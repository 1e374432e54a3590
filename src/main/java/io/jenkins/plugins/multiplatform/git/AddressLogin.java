package io.jenkins.plugins.multiplatform.git;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;

/**
 * The user and password that stand in an address, for its own server alone. The JDK carries a header
 * {@code Authorization} along to wherever a server leads; what an authenticator gives it asks for anew.
 */
final class AddressLogin extends Authenticator {
    private final URI address;

    /** @param address with user information */
    AddressLogin(URI address) {
        this.address = address;
    }

    /** Null for others, among them proxies. */
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
        boolean own = getRequestorType() == RequestorType.SERVER
                && address.getHost().equalsIgnoreCase(getRequestingHost())
                && port(address) == getRequestingPort()
                && address.getScheme().equalsIgnoreCase(getRequestingProtocol());
        if (!own) {
            return null;
        }
        String user = address.getUserInfo();
        int colon = user.indexOf(':');
        return colon < 0
                ? new PasswordAuthentication(user, new char[0])
                : new PasswordAuthentication(
                        user.substring(0, colon), user.substring(colon + 1).toCharArray());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
