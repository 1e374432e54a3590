package io.jenkins.plugins.multiplatform.imagetools.template;

/** A template can't be read, or asks for what is not there. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super("template: " + message);
    }
}
