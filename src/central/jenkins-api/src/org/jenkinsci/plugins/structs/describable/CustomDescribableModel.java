// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.structs.describable;

public interface CustomDescribableModel {
    default java.util.Map<java.lang.String, java.lang.Object> customInstantiate(java.util.Map<java.lang.String, java.lang.Object> p0) { throw null; }
}
