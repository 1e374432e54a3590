// Declared after the real classes by src/central/signatures. Not to be edited.
package org.kohsuke.accmod.restrictions;

public class NoExternalUse extends org.kohsuke.accmod.restrictions.DoNotUse {
    private NoExternalUse() {}
}
