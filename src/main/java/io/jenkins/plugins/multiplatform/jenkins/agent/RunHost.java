package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import java.io.IOException;
import java.io.OutputStream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All that a machine may ask of the controller while it builds for one run. The controller exports an object of this
 * type, hands it over, and makes it deaf when the machine's part is over; nothing else of it can be reached.
 */
@Restricted(NoExternalUse.class)
public interface RunHost extends CredentialAnswers {
    /** Tells what happened, but for progress, which goes into the log. */
    void heard(BuildEvent event);

    /**
     * Connects to the machine that has the sources.
     *
     * @param toNode where that machine's bytes are written
     * @return where bytes for that machine are written
     * @throws IOException if there is no such machine any more
     */
    OutputStream connect(OutputStream toNode) throws IOException;

    /** Tells that nothing runs any more on the machine for this run. */
    void ended();
}
