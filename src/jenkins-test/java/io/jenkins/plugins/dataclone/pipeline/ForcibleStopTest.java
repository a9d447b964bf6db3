package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller in a process of its own that is killed; the cloud goes on in this one. */
class ForcibleStopTest {
    @RegisterExtension
    final RealJenkinsExtension controller = new RealJenkinsExtension();

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    @Test
    void aKillInTheBodyCostsNothing() throws Throwable {
        EmbeddedLab.Access access = lab.access();
        controller.startJenkins();
        controller.runRemotely(jenkins -> {
            access.configure();
            WorkflowRun run = Pipelines.start(jenkins, Phase.SCRIPT.formatted("sleep 10"));
            jenkins.waitForMessage("in the body", run);
        });

        controller.stopJenkinsForcibly();
        controller.startJenkins();

        controller.runRemotely(jenkins -> {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Pipelines.run(jenkins)));
        });
        lab.assertNothingMadeTwice();
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void aKillWhileTheCloneIsMadeCostsNothing() throws Throwable {
        EmbeddedLab.Access access = lab.access();
        lab.cloud().delays(Delays.instant().with(Step.SHARE_CLONE, Duration.ofSeconds(20)));
        controller.startJenkins();
        controller.runRemotely(jenkins -> {
            access.configure();
            Pipelines.start(jenkins, Phase.SCRIPT.formatted(""));
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> lab.cloud().created(Kind.SHARE) == 1);

        controller.stopJenkinsForcibly();
        controller.startJenkins();

        controller.runRemotely(jenkins -> {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Pipelines.run(jenkins)));
        });
        lab.assertNothingMadeTwice();
        assertThat(lab.cloud().living()).isEmpty();
    }
}
