package io.jenkins.plugins.multiplatform.jenkins.agent;

/** Questions to the controller, whose end remoting tells by an unchecked exception. */
final class RemoteAnswers {
    private RemoteAnswers() {}

    /** A question with an answer, or the controller's own exception. */
    @FunctionalInterface
    interface Question<V, E extends Exception> {
        V ask() throws E;
    }

    static <V, E extends Exception> V ask(Question<V, E> question) throws E, InterruptedException {
        try {
            return question.ask();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw e;
        }
    }
}
