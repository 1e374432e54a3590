// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.structs.describable;

public final class DescribableParameter {
    public native java.lang.String getName();
    private DescribableParameter() {}
}
