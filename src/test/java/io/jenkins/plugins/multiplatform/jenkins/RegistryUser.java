package io.jenkins.plugins.multiplatform.jenkins;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jvnet.hudson.test.JenkinsRule;

/** The credentials {@code registry}, for the test bed's registry with tokens. */
public final class RegistryUser {
    private RegistryUser() {}

    public static void add(JenkinsRule jenkins, TestBed bed) throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL,
                                "registry",
                                "",
                                bed.get("registry.token.user"),
                                bed.get("registry.token.password")));
    }
}
