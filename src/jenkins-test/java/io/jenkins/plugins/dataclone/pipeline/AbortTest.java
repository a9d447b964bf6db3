package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.embedded.Kind;
import java.net.URL;
import java.time.Duration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build that is aborted or killed, whatever its block does just then, leaves nothing. */
@WithJenkins
class AbortTest {
    /** Catches the first abort and goes on. */
    private static final String STUBBORN = """
            withDataClone(source: 'orders-db') {
                echo 'in the body'
                try {
                    sleep 600
                } finally {
                    echo 'not yet'
                    sleep 600
                }
            }
            """;

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.configure();
    }

    @ParameterizedTest
    @EnumSource
    void abortInEveryPhase(Phase phase) throws Exception {
        WorkflowRun run = inPhase(phase);

        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        lab.awaitAllGone();
        lab.assertNothingMadeTwice();
    }

    @ParameterizedTest
    @EnumSource
    void hardKillInEveryPhase(Phase phase) throws Exception {
        WorkflowRun run = inPhase(phase);

        post(run, "kill");

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        lab.awaitAllGone();
        lab.assertNothingMadeTwice();
    }

    @Test
    void aSecondAbortEndsABodyThatCatchesTheFirst() throws Exception {
        WorkflowRun run = Pipelines.start(jenkins, STUBBORN);
        jenkins.waitForMessage("in the body", run);

        post(run, "stop");
        jenkins.waitForMessage("not yet", run);
        assertThat(lab.cloud().living(Kind.SHARE)).isNotEmpty();
        post(run, "stop");

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void termEndsABodyThatCatchesTheAbort() throws Exception {
        WorkflowRun run = Pipelines.start(jenkins, STUBBORN);
        jenkins.waitForMessage("in the body", run);

        post(run, "stop");
        jenkins.waitForMessage("not yet", run);
        post(run, "term");

        jenkins.waitForCompletion(run);
        lab.awaitAllGone();
    }

    private WorkflowRun inPhase(Phase phase) throws Exception {
        phase.makeLast(lab);
        WorkflowRun run =
                Pipelines.start(jenkins, phase == Phase.BODY ? Phase.SCRIPT.formatted("sleep 600") : phase.script());
        phase.reached(lab, run);
        return run;
    }

    /** The buttons beside the log. */
    private void post(WorkflowRun run, String button) throws Exception {
        try (JenkinsRule.WebClient client =
                jenkins.createWebClient().withRedirectEnabled(false).withThrowExceptionOnFailingStatusCode(false)) {
            WebRequest request =
                    client.addCrumb(new WebRequest(new URL(jenkins.getURL(), run.getUrl() + button), HttpMethod.POST));
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            client.getPage(request).getWebResponse().getStatusCode())
                    .isLessThan(400));
        }
    }
}
