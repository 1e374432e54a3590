package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.DeclaredOutput;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.job.OpenOutputs;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.relay.ContextServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Map;
import jenkins.agents.ControllerToAgentCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Offers a run's build context to one machine that builds, from the machine that has it, and takes its outputs. Gives where that machine's
 * questions are to be written; closing it ends the offer, and so does the end of the channel.
 *
 * @param outputs name of the run's open outputs
 * @param declared what the machine may send to them
 * @param node names the machine that builds
 * @param answers where the answers go
 * @param log the run's
 */
@Restricted(NoExternalUse.class)
public record OfferContextTask(
        ContextFacts facts,
        String outputs,
        ArrayList<DeclaredOutput> declared,
        String node,
        OutputStream answers,
        OutputStream log)
        implements ControllerToAgentCallable<OutputStream, IOException> {

    @Override
    public OutputStream call() throws IOException {
        AgentLog lines = new AgentLog(log);
        ContextServer server;
        try {
            server = new ContextServer(node, facts.sources(), targets(), line -> {
                // Of a node that asked for what it must not get, and whose part may be over at once.
                lines.println(line);
                lines.flush();
            });
        } catch (PlanException e) {
            lines.close();
            throw new AbortException(e.getMessage());
        }
        ChannelEnd end = ChannelEnd.closing(server);
        end.watch();
        server.onClosed(cause -> {
            end.forget();
            lines.close();
        });
        server.start(answers);
        return new RemoteOutputStream(server.sink());
    }

    private Map<String, OutputTarget> targets() throws IOException {
        return declared.isEmpty() ? Map.of() : DeclaredOutput.targets(declared, OpenOutputs.of(outputs));
    }

    @Override
    public String toString() {
        return "offer build context " + RemoteUrl.withoutPassword(facts.place());
    }
}
