// Declared after the real classes by src/central/signatures. Not to be edited.
package org.kohsuke.stapler;

public interface StaplerRequest2 {
}
