// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public class ResourceController {
    protected ResourceController() {}
}
