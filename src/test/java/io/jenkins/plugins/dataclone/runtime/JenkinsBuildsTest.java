package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import io.jenkins.plugins.dataclone.ui.JenkinsWithUsers;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JenkinsBuildsTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    @TempDir
    Path home;

    private final JenkinsBuilds builds = new JenkinsBuilds();
    private String before;
    private Run<?, ?> run;

    @BeforeEach
    void aBuildRuns() {
        before = System.getProperty("JENKINS_HOME");
        System.setProperty("JENKINS_HOME", home.toString());
        jenkins.job("app");
        jenkins.job("other");
        run = jenkins.run("app");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("JENKINS_HOME", before);
    }

    @Test
    void aBuildThatRunsIsAlive() {
        assertThat(builds.probe(Owners.of(run))).isEqualTo(Answer.ALIVE);
        assertThat(builds.find(Owners.of(run))).contains(run);
    }

    @Test
    void aBuildThatHasEndedIsGoneAndStillFound() {
        run.setResult(Result.SUCCESS);
        assertThat(builds.probe(Owners.of(run))).isEqualTo(Answer.GONE);
        assertThat(builds.find(Owners.of(run))).contains(run);
    }

    @Test
    void aBuildOfTheSameNumberOfAJobMadeAnewIsAnotherOne() {
        Owner owner = Owners.of(run);
        Owner earlier = new Owner(owner.run(), owner.url(), owner.startedAt().minusMillis(1));
        assertThat(builds.probe(earlier)).isEqualTo(Answer.GONE);
        assertThat(builds.find(earlier)).isEmpty();
    }

    @Test
    void aJobThatIsNotThereIsGone() {
        jenkins.deleteJob("app");
        assertThat(builds.probe(Owners.of(run))).isEqualTo(Answer.GONE);
    }

    @Test
    void whatIsNoBuildIsUnknown() {
        assertThat(builds.probe(Owner.controller())).isEqualTo(Answer.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs/app", "jobs/team/jobs/app", "jobs/team/branches/app"})
    void aJobThatLiesOnDiskAndIsNotLoadedIsUnloaded(String directory) throws Exception {
        String name = directory.replaceFirst("jobs/", "").replaceAll("(jobs|branches)/", "");
        Owner owner = Owners.of(run).movedTo(name + "#1", "");
        jenkins.deleteJob("app");
        assertThat(builds.probe(owner)).isEqualTo(Answer.GONE);

        Path job = Files.createDirectories(home.resolve(directory));
        assertThat(builds.probe(owner)).as("a directory alone is no job").isEqualTo(Answer.GONE);
        Files.createFile(job.resolve("config.xml"));
        assertThat(builds.probe(owner)).isEqualTo(Answer.UNLOADED);
    }

    @Test
    void aBranchWhoseDirectoryHasAnotherNameIsFoundByItsOwn() throws Exception {
        Path branch = Files.createDirectories(home.resolve("jobs/app2/branches/feature-1.abc123"));
        Files.createFile(branch.resolve("config.xml"));
        Files.writeString(branch.resolve("name-utf8.txt"), "feature%2F1");
        assertThat(builds.probe(Owners.of(run).movedTo("app2/feature%2F1#1", "")))
                .isEqualTo(Answer.UNLOADED);
        assertThat(builds.probe(Owners.of(run).movedTo("app2/feature%2F2#1", "")))
                .isEqualTo(Answer.GONE);
    }

    @Test
    void aJobThatWasLoadedAndHasNoSuchBuildIsNotUnloaded() throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("jobs/other")).resolve("config.xml"));
        assertThat(builds.probe(Owners.of(run).movedTo("other#1", ""))).isEqualTo(Answer.GONE);
    }

    @Test
    void aBuildWhoseJobWasMovedSilentlyIsFoundWhereItIs() {
        Owner lost = Owners.of(run);
        jenkins.moveJobSilently("app", "moved");
        assertThat(builds.probe(lost)).isEqualTo(Answer.GONE);
        assertThat(builds.search(lost)).contains(Owners.of(run));
        assertThat(Owners.of(run).run()).isEqualTo("moved#1");
    }

    @Test
    void aBuildThatHasEndedIsNotLookedForAndNeitherIsOneInItsPlace() {
        Owner lost = Owners.of(run);
        assertThat(builds.search(lost)).as("where it was").isEmpty();
        jenkins.moveJobSilently("app", "moved");
        run.setResult(Result.SUCCESS);
        assertThat(builds.search(lost)).isEmpty();
        assertThat(Jenkins.get().getItem("moved")).isNotNull();
    }
}
