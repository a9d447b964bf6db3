package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class BlockOverRestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    @Test
    void restartInBody() throws Throwable {
        session.then(jenkins -> {
            WorkflowRun run =
                    start(jenkins, "echo 'in the body'; sleep 10; echo \"still ${env.DATACLONE_ORDERS_DB_ID}\"");
            jenkins.waitForMessage("in the body", run);
        });
        session.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("app", WorkflowJob.class).getBuildByNumber(1);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(JenkinsRule.getLog(run)).containsPattern("still [0-9a-f-]{36}");
            assertOneCloneAndNothingLeft();
        });
    }

    @Test
    void restartWhileWaiting() throws Throwable {
        lab.cloud().delays(Delays.instant().with(Step.SHARE_CLONE, Duration.ofSeconds(15)));
        session.then(jenkins -> {
            start(jenkins, "echo 'in the body'");
            await().atMost(PATIENCE).until(() -> lab.cloud().created(Kind.SHARE) == 1);
        });
        session.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("app", WorkflowJob.class).getBuildByNumber(1);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            jenkins.assertLogContains("in the body", run);
            assertOneCloneAndNothingLeft();
        });
    }

    private WorkflowRun start(JenkinsRule jenkins, String body) throws Exception {
        lab.configure();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "app");
        job.setDefinition(new CpsFlowDefinition("withDataClone(source: 'orders-db') { " + body + " }", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private void assertOneCloneAndNothingLeft() {
        assertThat(lab.cloud().created(Kind.SHARE)).isEqualTo(1);
        assertThat(lab.cloud().created(Kind.SHARE_SNAPSHOT)).isEqualTo(1);
        assertThat(lab.cloud().living()).isEmpty();
    }
}
