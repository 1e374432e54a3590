package io.jenkins.plugins.multiplatform.jenkins.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The choice of registry credentials in a step's form.
 *
 * @see <a href="https://github.com/jenkinsci/credentials-plugin/blob/master/docs/consumer.adoc">Consuming
 *     credentials</a>
 */
@Restricted(NoExternalUse.class)
public final class CredentialsField {
    private CredentialsField() {}

    /** What the user may know of: without the permission, the current value alone. */
    public static ListBoxModel fill(@CheckForNull Item item, String current) {
        StandardListBoxModel result = new StandardListBoxModel();
        if (!mayList(item)) {
            return result.includeCurrentValue(current);
        }
        return result.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardUsernamePasswordCredentials.class,
                        List.of(),
                        CredentialsMatchers.always())
                .includeCurrentValue(current);
    }

    /** Says nothing to who may not know. */
    public static FormValidation check(@CheckForNull Item item, String value) {
        String id = Util.fixEmptyAndTrim(value);
        if (id == null || id.startsWith("${") || !mayList(item)) {
            return FormValidation.ok();
        }
        boolean missing = CredentialsProvider.listCredentialsInItem(
                        StandardUsernamePasswordCredentials.class,
                        item,
                        ACL.SYSTEM2,
                        List.of(),
                        CredentialsMatchers.withId(id))
                .isEmpty();
        return missing ? FormValidation.error(Messages.CredentialsField_notFound(id)) : FormValidation.ok();
    }

    static boolean mayList(@CheckForNull Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
