package io.jenkins.plugins.multiplatform.imagetools.template;

/** A field's value that costs something to get: only what a template names is got. */
@FunctionalInterface
public interface Deferred {
    /** @throws FailedException with the reason as its cause */
    Object get() throws FailedException, InterruptedException;

    /** A value could not be got; the cause says why. */
    final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        public FailedException(Exception cause) {
            super(cause);
        }
    }

    static Object resolve(Object value) throws FailedException, InterruptedException {
        return value instanceof Deferred deferred ? deferred.get() : value;
    }
}
