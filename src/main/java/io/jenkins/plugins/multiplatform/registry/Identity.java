package io.jenkins.plugins.multiplatform.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * As whom a request is sent.
 *
 * @param authorization the header's value; a secret
 * @param label for messages
 */
record Identity(Optional<String> authorization, String label) {
    static final Identity NOBODY = new Identity(Optional.empty(), "no credential");

    private static final String BASIC = "Basic ";
    private static final String REDACTED = "<redacted>";

    /** Some servers and proxies answer with the request that they did not like. */
    String redact(String text) {
        if (authorization.isEmpty()) {
            return text;
        }
        String value = authorization.get();
        String secret = value.substring(value.indexOf(' ') + 1);
        String redacted = text.replace(secret, REDACTED);
        if (!value.startsWith(BASIC)) {
            return redacted;
        }
        String pair = new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8);
        String password = pair.substring(pair.indexOf(':') + 1);
        return password.isEmpty() ? redacted : redacted.replace(password, REDACTED);
    }

    @Override
    public String toString() {
        return "Identity[" + label + "]";
    }
}
