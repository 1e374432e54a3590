package io.jenkins.plugins.multiplatform.bench;

import java.util.List;
import java.util.stream.Collectors;

/** A Pipeline on a controller. */
final class JenkinsJob implements AutoCloseable {
    private static final String FIND = "def job = jenkins.model.Jenkins.get().getItem('%s')\n";

    private final JenkinsScripts controller;
    private final String name;

    private JenkinsJob(JenkinsScripts controller, String name) {
        this.controller = controller;
        this.name = name;
    }

    static JenkinsJob create(JenkinsScripts controller, String name, String pipeline)
            throws BenchException, InterruptedException {
        controller.run("""
                def job = jenkins.model.Jenkins.get().createProject(org.jenkinsci.plugins.workflow.job.WorkflowJob, '%s')
                job.definition = new org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition('''%s''', true)
                """.formatted(name, pipeline.replace("\\", "\\\\").replace("'''", "\\'\\'\\'")));
        return new JenkinsJob(controller, name);
    }

    /** @return seconds from the start of its run to the end, as Jenkins shows them */
    double run() throws BenchException, InterruptedException {
        String answer = controller.run(FIND.formatted(name)
                + "def r = job.scheduleBuild2(0).get()\n"
                + "println r.result.toString() + ' ' + r.duration\n"
                + "if (r.result != hudson.model.Result.SUCCESS) println r.getLog(60).join('\\n')");
        if (!answer.startsWith("SUCCESS ")) {
            throw new BenchException("the run of " + name + " ended with " + answer);
        }
        return Long.parseLong(answer.substring("SUCCESS ".length())) / 1000.0;
    }

    /** @return seconds that a step took of the last run, from its own beginning to that of what follows it */
    double secondsOf(String step) throws BenchException, InterruptedException {
        String answer = controller.run(FIND.formatted(name) + """
                def nodes = new org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner()
                    .allNodes(job.lastBuild.execution)
                def step = nodes.find { it.displayFunctionName == '%s' }
                def next = nodes.find { it.parents.contains(step) }
                def begin = { org.jenkinsci.plugins.workflow.actions.TimingAction.getStartTime(it) }
                print begin(next) - begin(step)
                """.formatted(step));
        if (!answer.matches("\\d+")) {
            throw new BenchException("the run of " + name + " does not tell how long " + step + " took: " + answer);
        }
        return Long.parseLong(answer) / 1000.0;
    }

    /** @return seconds from the start of the first run to the end of the last */
    static double runAll(JenkinsScripts controller, List<JenkinsJob> jobs) throws BenchException, InterruptedException {
        String names = jobs.stream().map(job -> "'" + job.name + "'").collect(Collectors.joining(", "));
        String answer = controller.run("""
                long start = System.nanoTime()
                def runs = [%s].collect { jenkins.model.Jenkins.get().getItem(it).scheduleBuild2(0) }.collect { it.get() }
                print System.nanoTime() - start
                runs.findAll { it.result != hudson.model.Result.SUCCESS }.each { println it.getLog(60).join('\\n') }
                """.formatted(names));
        if (!answer.matches("\\d+")) {
            throw new BenchException("not all runs went well: " + answer);
        }
        return Long.parseLong(answer) / 1e9;
    }

    @Override
    public void close() throws BenchException, InterruptedException {
        controller.run(FIND.formatted(name) + "if (job) job.delete()");
    }
}
