// Declared after the real classes by src/central/signatures. Not to be edited.
package org.kohsuke.accmod.restrictions;

public class DoNotUse extends org.kohsuke.accmod.AccessRestriction {
    protected DoNotUse() {}
}
