// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Computer extends hudson.model.Actionable implements hudson.security.AccessControlled, jenkins.model.IComputer {
    public native java.lang.String getName();
    private Computer() {}
}
