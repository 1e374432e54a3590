package io.jenkins.plugins.multiplatform.jenkins.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.SshArguments;
import io.jenkins.plugins.multiplatform.job.Variables;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The IDs of private keys in a step's form. */
@Restricted(NoExternalUse.class)
public final class SshKeysField {
    private SshKeysField() {}

    /** Says nothing of credentials to who may not know of them. */
    public static FormValidation check(@CheckForNull Item item, String value) {
        String text = Util.fixNull(value);
        if (Variables.areIn(text)) {
            return FormValidation.ok();
        }
        try {
            for (List<String> ids :
                    new SshArguments(List.of(), KeyValues.lines(text)).keys().values()) {
                for (String id : ids) {
                    if (CredentialsField.mayList(item) && !exists(item, id)) {
                        return FormValidation.error(Messages.CredentialsField_notFound(id));
                    }
                }
            }
            return FormValidation.ok();
        } catch (InvalidArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static boolean exists(@CheckForNull Item item, String id) {
        return !CredentialsProvider.listCredentialsInItem(
                        SSHUserPrivateKey.class, item, ACL.SYSTEM2, List.of(), CredentialsMatchers.withId(id))
                .isEmpty();
    }
}
