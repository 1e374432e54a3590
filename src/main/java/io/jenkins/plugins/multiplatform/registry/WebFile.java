package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.random.RandomGenerator;

/** Gets small files of web servers through the same proxies, authorities and retries as images. */
public final class WebFile {
    private static final int OK = 200;

    private final URI address;
    private final int most;

    /**
     * @param address with {@code http} or {@code https}; a user and password in it are told to its own server alone
     * @param most bytes that are read
     */
    public WebFile(URI address, int most) {
        this.address = address;
        this.most = most;
    }

    /** @throws IOException that tells why, without password and query */
    public byte[] get(RegistrySettings settings) throws IOException, InterruptedException {
        String authority = address.getRawAuthority();
        if (authority == null) {
            throw new IOException("the address has no host");
        }
        Hosts.requireHost(address, authority.replaceFirst("^.*@", ""));
        Backoff backoff = new Backoff(settings.retries(), Ticker.real(), RandomGenerator.getDefault());
        Retrier retrier = new Retrier(new HttpSender(settings), settings.retries(), backoff);
        HttpResponse<byte[]> response = new RedirectingSender(retrier, most).send(request());
        if (response.statusCode() != OK) {
            throw new IOException("HTTP status " + response.statusCode() + " from " + Hosts.describe(response.uri()));
        }
        return response.body();
    }

    private HttpRequest request() throws IOException {
        try {
            String host = Hosts.withoutUser(address);
            String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
            URI plain = URI.create(address.getScheme() + "://" + host + address.getRawPath() + query);
            HttpRequest.Builder request = HttpRequest.newBuilder(plain);
            if (address.getUserInfo() != null) {
                String[] user = address.getUserInfo().split(":", 2);
                Credential login = Credential.password(user[0], user.length > 1 ? user[1] : "");
                request.header("Authorization", login.basicAuthorization());
            }
            return request.build();
        } catch (IllegalArgumentException | CredentialException e) {
            throw new IOException("the address can't be asked for", e);
        }
    }
}
