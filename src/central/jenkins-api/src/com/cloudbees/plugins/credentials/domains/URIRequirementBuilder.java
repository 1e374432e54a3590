// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials.domains;

public class URIRequirementBuilder {
    public native java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> build();
    public static native com.cloudbees.plugins.credentials.domains.URIRequirementBuilder fromUri(java.lang.String p0);
    private URIRequirementBuilder() {}
}
