// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public class Hudson extends jenkins.model.Jenkins {
    private Hudson() {}

    @Deprecated
    public static class CloudList extends jenkins.model.Jenkins.CloudList {
        private CloudList() {}
    }
}
