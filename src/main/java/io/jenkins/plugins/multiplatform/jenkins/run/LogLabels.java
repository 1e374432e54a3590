package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.Extension;
import hudson.ExtensionList;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The builds that write into their runs' logs now. */
@Extension
@Restricted(NoExternalUse.class)
public final class LogLabels {
    private final List<LogLabel> writing = new ArrayList<>();

    static LogLabels get() {
        return ExtensionList.lookupSingleton(LogLabels.class);
    }

    /** With the second build of a run, all of them get a label, and keep it. */
    synchronized void enter(LogLabel label) {
        writing.add(label);
        List<LogLabel> ofRun = writing.stream()
                .filter(other -> other.run().equals(label.run()))
                .toList();
        if (ofRun.size() < 2) {
            return;
        }
        for (LogLabel one : ofRun) {
            if (!one.isGiven()) {
                List<LogLabel> others =
                        ofRun.stream().filter(other -> other != one).toList();
                String difference = one.difference(others);
                one.give(difference == null ? "build " + (ofRun.indexOf(one) + 1) : difference);
            }
        }
    }

    synchronized void leave(LogLabel label) {
        writing.remove(label);
    }
}
