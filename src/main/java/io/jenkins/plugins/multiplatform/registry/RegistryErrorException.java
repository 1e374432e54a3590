package io.jenkins.plugins.multiplatform.registry;

import java.util.List;
import java.util.Optional;

/** The registry answered, and its answer was an error. */
public class RegistryErrorException extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final List<String> codes;
    private final String retryAfter;

    /** @param retryAfter the header's value, empty without one */
    RegistryErrorException(String message, int status, List<String> codes, String retryAfter) {
        super(message);
        this.status = status;
        this.codes = List.copyOf(codes);
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /**
     * The registry's own codes, e.g. {@code DENIED}; empty if it gave none.
     *
     * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes">error codes</a>
     */
    public List<String> codes() {
        return codes;
    }

    Optional<String> retryAfter() {
        return Optional.of(retryAfter).filter(value -> !value.isEmpty());
    }
}
