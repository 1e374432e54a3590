// Declared after the real classes by src/central/signatures. Not to be edited.
package com.cloudbees.plugins.credentials;

public abstract class CredentialsProvider extends hudson.model.Descriptor<com.cloudbees.plugins.credentials.CredentialsProvider> implements hudson.model.Describable<com.cloudbees.plugins.credentials.CredentialsProvider> {
    public static final hudson.security.Permission USE_ITEM = null;
    public static native <C extends com.cloudbees.plugins.credentials.common.IdCredentials> C findCredentialById(java.lang.String p0, java.lang.Class<C> p1, hudson.model.Run<?, ?> p2, java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> p3);
    public static native <C extends com.cloudbees.plugins.credentials.common.IdCredentials> hudson.util.ListBoxModel listCredentialsInItem(java.lang.Class<C> p0, hudson.model.Item p1, org.springframework.security.core.Authentication p2, java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> p3, com.cloudbees.plugins.credentials.CredentialsMatcher p4);
    public static native <C extends com.cloudbees.plugins.credentials.Credentials> C track(hudson.model.Run p0, C p1);
    private CredentialsProvider() {}
}
