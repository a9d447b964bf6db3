package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Result;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What becomes of environments when something happens to their builds, jobs and folders. */
@WithJenkins
class OwnersOnControllerTest {
    private static final String WAITS = "withDataClone(source: 'orders-db') { echo 'in the body'; sleep 15 }";
    private static final String KEPT =
            "withDataClone(source: 'orders-db', keepOnFailure: '1h') { error 'tests failed' }";

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.configure();
    }

    // ---- renamed and moved

    @Test
    void aJobThatIsRenamedInTheBodyKeepsItsEnvironment() throws Exception {
        WorkflowRun run = Pipelines.start(jenkins, WAITS);
        jenkins.waitForMessage("in the body", run);

        run.getParent().renameTo("renamed");

        assertOwner("renamed#1", run);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void aFolderThatIsMovedTakesItsJobsAlong() throws Exception {
        MockFolder team = jenkins.createFolder("team");
        MockFolder archive = jenkins.createFolder("archive");
        WorkflowRun run = start(team, WAITS);
        jenkins.waitForMessage("in the body", run);

        Items.move(team, archive);

        assertOwner("archive/team/app#1", run);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(lab.cloud().living()).isEmpty();
    }

    private void assertOwner(String id, WorkflowRun run) {
        DataCloneRuntime.get().reap();
        assertThat(environments()).singleElement().satisfies(environment -> {
            assertThat(environment.owner().run()).isEqualTo(id);
            assertThat(environment.owner().url()).isEqualTo(run.getUrl());
            assertThat(environment.isOpen()).isTrue();
        });
    }

    // ---- deleted

    @Test
    void aJobThatIsDeletedWhileItBuilds() throws Exception {
        WorkflowRun run = Pipelines.start(jenkins, WAITS.replace("15", "600"));
        jenkins.waitForMessage("in the body", run);

        run.getParent().delete();

        lab.awaitAllGone();
    }

    @Test
    void aBuildThatIsDeletedTakesWhatWasKeptAlong() throws Exception {
        kept(jenkins.createProject(WorkflowJob.class)).delete();
        lab.awaitAllGone();
    }

    @Test
    void aJobThatIsDeletedTakesWhatWasKeptAlong() throws Exception {
        kept(jenkins.createProject(WorkflowJob.class)).getParent().delete();
        lab.awaitAllGone();
    }

    @Test
    void aFolderThatIsDeletedTakesWhatWasKeptAlong() throws Exception {
        MockFolder team = jenkins.createFolder("team");
        kept(team.createProject(WorkflowJob.class, "app"));
        team.delete();
        lab.awaitAllGone();
    }

    // ---- kept, replayed

    @Test
    void aBuildThatIsKeptForeverDoesNotKeepItsEnvironment() throws Exception {
        WorkflowRun run = Pipelines.start(jenkins, "cloneShare source: 'orders-db'\necho 'in the body'\nsleep 5");
        jenkins.waitForMessage("in the body", run);
        run.keepLog(true);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        lab.awaitAllGone();
    }

    @Test
    void aBuildThatIsReplayedHasAnEnvironmentOfItsOwn() throws Exception {
        WorkflowRun run = Pipelines.start(jenkins, WAITS);
        jenkins.waitForMessage("in the body", run);

        WorkflowRun replay = (WorkflowRun) run.getAction(ReplayAction.class)
                .run2(WAITS, java.util.Map.of())
                .getFuture()
                .get();

        jenkins.assertBuildStatusSuccess(replay);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(environments())
                .extracting(e -> e.owner().run() + " " + e.state())
                .containsExactlyInAnyOrder("app#1 ENDED", "app#2 ENDED");
    }

    // ---- who may clone beyond the rules for folders

    @Test
    void whoHasStartedABuildMayCloneForItWhatTheFoldersLeaveOut() throws Exception {
        lab.onlyIn("finance").configure();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .toEveryone()
                .grant(DataClonePermissions.CLONE)
                .everywhere()
                .to("privileged"));
        WorkflowJob job = Pipelines.job(jenkins, "withDataClone(source: 'orders-db') { }");

        assertThat(buildAs(job, "somebody").getResult()).isEqualTo(Result.FAILURE);
        assertThat(jenkins.buildAndAssertStatus(Result.FAILURE, job).getNumber())
                .as("started by nobody")
                .isEqualTo(2);
        assertThat(lab.cloud().created(io.jenkins.plugins.dataclone.embedded.Kind.SHARE))
                .isZero();
        assertThat(buildAs(job, "privileged").getResult()).isEqualTo(Result.SUCCESS);
    }

    private WorkflowRun buildAs(WorkflowJob job, String user) throws Exception {
        int number = job.getNextBuildNumber();
        try (JenkinsRule.WebClient client =
                jenkins.createWebClient().withRedirectEnabled(false).withThrowExceptionOnFailingStatusCode(false)) {
            client.withBasicCredentials(user);
            client.getPage(client.addCrumb(
                    new WebRequest(new URL(jenkins.getURL(), job.getUrl() + "build?delay=0sec"), HttpMethod.POST)));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> job.getBuildByNumber(number) != null);
        return jenkins.waitForCompletion(job.getBuildByNumber(number));
    }

    // ---- helpers

    private static WorkflowRun start(MockFolder folder, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, Pipelines.NAME);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private WorkflowRun kept(WorkflowJob job) throws Exception {
        job.setDefinition(new CpsFlowDefinition(KEPT, true));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(environments()).singleElement().satisfies(e -> assertThat(e.state())
                .isEqualTo(EnvironmentState.KEPT));
        return run;
    }

    private static List<Environment> environments() {
        return DataCloneRuntime.get().ledger().all();
    }
}
