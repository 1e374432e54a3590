package io.jenkins.plugins.multiplatform.auth;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token server answers with: {@code {"token": "…", "expires_in": 300}}, in OAuth2's form {@code access_token}.
 * The issue time that some give is left unread: only our own clock is known to be the one we ask later.
 */
record TokenAnswer(String token, long expiresInSeconds) {
    /** What the specification lets a client assume where the server says nothing. */
    private static final long DEFAULT_SECONDS = 60;

    private static final long MOST_SECONDS = 24L * 60 * 60;

    static Optional<TokenAnswer> read(byte[] body) {
        Optional<JsonObject> json = JsonFields.parse(body);
        Optional<String> token = json.flatMap(j -> JsonFields.string(j, "token"))
                .or(() -> json.flatMap(j -> JsonFields.string(j, "access_token")));
        long seconds = json.flatMap(j -> JsonFields.number(j, "expires_in")).orElse(DEFAULT_SECONDS);
        return token.map(t -> new TokenAnswer(t, Math.min(Math.max(seconds, 0), MOST_SECONDS)));
    }

    /** A token with a line break in it would write headers of its own. */
    boolean isHeaderSafe() {
        return token.chars().allMatch(c -> c > ' ' && c < 127);
    }

    BearerToken toToken(Instant now) {
        return new BearerToken(token, now.plusSeconds(expiresInSeconds));
    }

    @Override
    public String toString() {
        return "TokenAnswer[<redacted>]";
    }
}
