package io.jenkins.plugins.multiplatform.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.image.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads why a registry refused: {@code {"errors":[{"code":"DENIED","message":"…"}]}}, or whatever came instead.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes">error codes</a>
 */
final class ErrorAnswers {
    private static final int MOST_ERRORS = 5;
    private static final int MOST_CHARACTERS = 300;
    private static final Map<Integer, String> STATUSES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private record Reason(String code, String message) {
        String text() {
            String words = message.isEmpty() ? code : message;
            return code.isEmpty() || message.isEmpty() ? words : words + " (" + code + ")";
        }
    }

    private ErrorAnswers() {}

    static RegistryException toException(String action, String host, RegistryAnswer<?> answer, byte[] body) {
        int status = answer.status();
        List<Reason> reasons = parse(body);
        StringBuilder reason = new StringBuilder(status + suffix(STATUSES.get(status), " "));
        String words = reasons.isEmpty()
                ? text(body)
                : String.join("; ", reasons.stream().map(Reason::text).toList());
        reason.append(suffix(answer.identity().redact(words), ": "));
        if (answer.attempts() > 1) {
            reason.append(" (tried ").append(answer.attempts()).append(" times)");
        }
        if (status == 401 || status == 403) {
            reason.append(hint(host, answer.identity()));
            return new RegistryUnauthorizedException(RegistryException.message(action, reason.toString()));
        }
        List<String> codes = reasons.stream().map(Reason::code).toList();
        return new RegistryErrorException(
                RegistryException.message(action, reason.toString()),
                status,
                codes,
                answer.header("Retry-After").orElse(""));
    }

    private static String hint(String host, Identity identity) {
        return identity.label().equals(Identity.NOBODY.label())
                ? "; no credential was given for " + host
                : "; the credential of " + identity.label() + " was tried";
    }

    private static String suffix(String text, String separator) {
        return text == null || text.isEmpty() ? "" : separator + text;
    }

    private static List<Reason> parse(byte[] body) {
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            if (!json.isJsonObject() || !(json.getAsJsonObject().get("errors") instanceof JsonArray errors)) {
                return List.of();
            }
            List<Reason> reasons = new ArrayList<>();
            for (JsonElement error : errors) {
                if (error instanceof JsonObject object && reasons.size() < MOST_ERRORS) {
                    reasons.add(new Reason(string(object, "code"), string(object, "message")));
                }
            }
            return reasons;
        } catch (JsonParseException | StackOverflowError e) {
            return List.of();
        }
    }

    private static String string(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(value -> oneLine(value.getAsString()))
                .orElse("");
    }

    private static String text(byte[] body) {
        String text = oneLine(new String(body, StandardCharsets.UTF_8));
        boolean page = text.startsWith("<");
        return page ? "the answer is a web page and not a registry's: is a proxy or login page in the way?" : text;
    }

    private static String oneLine(String text) {
        return PrintableText.line(text, MOST_CHARACTERS);
    }
}
