// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model;

public class Jenkins extends hudson.model.AbstractCIBase implements hudson.model.ModifiableViewGroup, hudson.security.AccessControlled {
    public static final hudson.security.Permission ADMINISTER = null;
    public static native jenkins.model.Jenkins get() throws java.lang.IllegalStateException;
    private Jenkins() {}
}
