package io.jenkins.plugins.multiplatform.job;

/** An agent reported what can't be so. The message completes "agent X reported …". */
final class AgentReportException extends Exception {
    private static final long serialVersionUID = 1L;

    AgentReportException(String message) {
        super(message);
    }
}
