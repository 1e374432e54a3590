// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials.domains;

public class DomainRequirement implements java.io.Serializable {
    private DomainRequirement() {}
}
