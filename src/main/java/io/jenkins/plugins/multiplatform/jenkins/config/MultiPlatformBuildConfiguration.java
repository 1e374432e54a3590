package io.jenkins.plugins.multiplatform.jenkins.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.LabelRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** What holds for all jobs: which label builds which platform. */
@Extension
@Symbol("multiPlatformBuild")
public final class MultiPlatformBuildConfiguration extends GlobalConfiguration {
    private List<PlatformLabel> platformLabels = new ArrayList<>();

    @SuppressWarnings("this-escape")
    public MultiPlatformBuildConfiguration() {
        load();
    }

    public static MultiPlatformBuildConfiguration get() {
        return ExtensionList.lookupSingleton(MultiPlatformBuildConfiguration.class);
    }

    public List<PlatformLabel> getPlatformLabels() {
        return platformLabels;
    }

    @DataBoundSetter
    public void setPlatformLabels(@CheckForNull List<PlatformLabel> platformLabels) {
        this.platformLabels = platformLabels == null ? new ArrayList<>() : new ArrayList<>(platformLabels);
        save();
    }

    /** @throws InvalidArgumentException if an administrator wrote what can't be read */
    public LabelRule labelRule() throws InvalidArgumentException {
        Map<String, String> labels = new LinkedHashMap<>();
        platformLabels.forEach(entry -> labels.put(entry.getPlatform(), entry.getLabel()));
        return LabelRule.of("the global label map", labels);
    }
}
