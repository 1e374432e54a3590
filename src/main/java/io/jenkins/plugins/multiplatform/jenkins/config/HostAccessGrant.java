package io.jenkins.plugins.multiplatform.jenkins.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.job.HostAccess;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What some jobs may ask of the nodes that run their steps. */
public final class HostAccessGrant extends AbstractDescribableImpl<HostAccessGrant> {
    private static final String ANY_JOB = "**";
    private static final String SOMETHING = "device";

    private final String jobs;
    private final String allow;

    @DataBoundConstructor
    public HostAccessGrant(@CheckForNull String jobs, @CheckForNull String allow) {
        this.jobs = Util.fixNull(jobs).strip();
        this.allow = Util.fixNull(allow).strip();
    }

    public String getJobs() {
        return jobs;
    }

    public String getAllow() {
        return allow;
    }

    /** @throws InvalidArgumentException if an administrator wrote what can't be read */
    HostAccess.Grant grant() throws InvalidArgumentException {
        return HostAccess.Grant.parse(jobs, allow);
    }

    @Extension
    @Symbol("hostAccessGrant")
    public static final class DescriptorImpl extends Descriptor<HostAccessGrant> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HostAccessGrant_displayName();
        }

        @POST
        public FormValidation doCheckJobs(@QueryParameter String value) {
            return check(Util.fixNull(value), SOMETHING);
        }

        @POST
        public FormValidation doCheckAllow(@QueryParameter String value) {
            return check(ANY_JOB, Util.fixNull(value));
        }

        private static FormValidation check(String jobs, String allow) {
            try {
                HostAccess.Grant.parse(jobs, allow);
                return FormValidation.ok();
            } catch (InvalidArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
