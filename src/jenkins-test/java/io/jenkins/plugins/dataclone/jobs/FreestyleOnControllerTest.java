package io.jenkins.plugins.dataclone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Executor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.freestyle.CloneShareBuilder;
import io.jenkins.plugins.dataclone.freestyle.DestroyEnvironmentPublisher;
import io.jenkins.plugins.dataclone.freestyle.FreshEnvironmentWrapper;
import io.jenkins.plugins.dataclone.pipeline.EmbeddedLab;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FreestyleOnControllerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.configure();
        job = jenkins.createFreeStyleProject();
    }

    @Test
    void stepsSeeTheWrappersEnvironmentWhichIsGoneAfterwards() throws Exception {
        CaptureEnvironmentBuilder seen = new CaptureEnvironmentBuilder();
        job.getBuildWrappersList().add(new FreshEnvironmentWrapper("orders-db"));
        job.getBuildersList().add(seen);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(seen.getEnvVars()).containsKeys("DATACLONE_ENV_ID", "DATACLONE_ORDERS_DB_EXPORT");
        jenkins.assertLogContains("confirmed gone", build);
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void laterStepsSeeWhatABuildStepMade() throws Exception {
        CaptureEnvironmentBuilder seen = new CaptureEnvironmentBuilder();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("DATA", "orders-db")));
        job.getBuildersList().add(new CloneShareBuilder("${DATA}"));
        job.getBuildersList().add(seen);
        job.getPublishersList().add(new DestroyEnvironmentPublisher());

        jenkins.buildAndAssertSuccess(job);

        assertThat(seen.getEnvVars()).containsKeys("DATACLONE_ENV_ID", "DATACLONE_ORDERS_DB_ID");
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void failureIsTheBuildsResultAndEverythingGoes() throws Exception {
        job.getBuildWrappersList().add(new FreshEnvironmentWrapper("orders-db"));
        job.getBuildersList().add(new FailureBuilder());

        jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void abortWhileItWaitsReleases() throws Exception {
        lab.cloud().delays(Delays.instant().with(Step.SHARE_CLONE, Duration.ofSeconds(20)));
        job.getBuildWrappersList().add(new FreshEnvironmentWrapper("orders-db"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        await().atMost(PATIENCE).until(() -> lab.cloud().created(Kind.SHARE) == 1);

        build.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        lab.awaitAllGone();
    }

    @Test
    void abortOfAStepReleases() throws Exception {
        job.getBuildWrappersList().add(new FreshEnvironmentWrapper("orders-db"));
        job.getBuildersList().add(new SleepBuilder(600_000));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("is ready", build);

        Executor executor = build.getExecutor();
        executor.interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void pipelinesHaveStepsOfTheirOwn() throws Exception {
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class);
        pipeline.setDefinition(
                new CpsFlowDefinition("node { step([$class: 'CloneShareBuilder', source: 'orders-db']) }", true));

        jenkins.buildAndAssertStatus(Result.FAILURE, pipeline);

        assertThat(lab.cloud().created(Kind.SHARE)).isZero();
    }
}
