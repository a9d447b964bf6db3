package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A restart costs nothing, whatever the block does just then. */
class BlockOverRestartTest {
    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    @ParameterizedTest
    @EnumSource
    void restartInEveryPhase(Phase phase) throws Throwable {
        session.then(jenkins -> {
            lab.configure();
            phase.makeLast(lab);
            phase.reached(lab, Pipelines.start(jenkins, phase.script()));
        });
        session.then(jenkins -> {
            WorkflowRun run = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Pipelines.run(jenkins)));

            assertThat(JenkinsRule.getLog(run))
                    .containsPattern("still [0-9a-f-]{36}")
                    .contains("after the block");
            lab.assertNothingMadeTwice();
            assertThat(lab.cloud().living()).isEmpty();
        });
    }

    @Test
    void restartInTheBodyOfAPipelineThatSavesLittle() throws Throwable {
        session.then(jenkins -> {
            lab.configure();
            WorkflowJob job = Pipelines.job(jenkins, Phase.BODY.script());
            job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            Phase.BODY.reached(lab, run);
        });
        session.then(jenkins -> {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Pipelines.run(jenkins)));
            lab.assertNothingMadeTwice();
            assertThat(lab.cloud().living()).isEmpty();
        });
    }

    /** Jenkins itself does not resume a Pipeline whose job was renamed under it; what the build had goes all the same. */
    @Test
    void aJobThatIsRenamedBeforeARestartLeavesNothing() throws Throwable {
        session.then(jenkins -> {
            lab.configure();
            WorkflowRun run = Pipelines.start(jenkins, Phase.SCRIPT.formatted("sleep 20"));
            Phase.BODY.reached(lab, run);
            run.getParent().renameTo("renamed");
        });
        session.then(jenkins -> {
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("renamed", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.waitForCompletion(run);
            lab.awaitAllGone();
            lab.assertNothingMadeTwice();
        });
    }
}
