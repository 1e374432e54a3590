package io.jenkins.plugins.multiplatform.bench;

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

    @Override
    public void close() throws BenchException, InterruptedException {
        controller.run(FIND.formatted(name) + "if (job) job.delete()");
    }
}
