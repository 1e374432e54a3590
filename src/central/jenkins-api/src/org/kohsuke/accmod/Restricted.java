// Declared after the real classes by src/central/signatures. Not to be edited.
package org.kohsuke.accmod;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Restricted {
    java.lang.Class<? extends org.kohsuke.accmod.AccessRestriction>[] value();
}
