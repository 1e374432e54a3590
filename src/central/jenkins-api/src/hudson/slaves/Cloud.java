// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.slaves;

public abstract class Cloud extends hudson.model.Actionable implements hudson.model.Describable<hudson.slaves.Cloud>, hudson.security.AccessControlled {
    public native boolean canProvision(hudson.slaves.Cloud.CloudState p0);
    public native hudson.security.ACL getACL();
    public native java.lang.String getDisplayName();
    private Cloud() {}

    public static final class CloudState {
        public CloudState(hudson.model.Label p0, int p1) {}
    }
}
