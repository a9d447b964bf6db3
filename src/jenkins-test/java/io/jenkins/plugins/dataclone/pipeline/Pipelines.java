package io.jenkins.plugins.dataclone.pipeline;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipeline jobs whose script is in the sandbox. */
public final class Pipelines {
    /** Name of the job that tests have if one is enough. */
    public static final String NAME = "app";

    private Pipelines() {}

    public static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, NAME);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Starts the first build of a new job. */
    public static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return job(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    /** The first build after a restart. */
    public static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName(NAME, WorkflowJob.class).getBuildByNumber(1);
    }
}
