// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model;

public interface FullyNamedModelObject extends hudson.model.ModelObject {
    java.lang.String getFullDisplayName();
}
