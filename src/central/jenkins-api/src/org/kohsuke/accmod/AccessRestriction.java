// Declared after the real classes by src/central/signatures. Not to be edited.
package org.kohsuke.accmod;

public abstract class AccessRestriction {
    protected AccessRestriction() {}
}
