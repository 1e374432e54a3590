// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.structs.describable;

public final class DescribableModel<T> implements java.io.Serializable {
    public native java.util.Collection<org.jenkinsci.plugins.structs.describable.DescribableParameter> getParameters();
    public static native <T> org.jenkinsci.plugins.structs.describable.DescribableModel<T> of(java.lang.Class<T> p0);
    private DescribableModel() {}
}
