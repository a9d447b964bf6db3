package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.ui.JenkinsWithUsers;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BuildIdentityTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private Run<?, ?> run;

    @BeforeEach
    void aJobAndWhoMayCloneInIt() {
        jenkins.job("shop/orders");
        jenkins.grantOn("shop/orders", "privileged", Item.READ, DataClonePermissions.CLONE);
        jenkins.grantOn("shop/orders", "other privileged", Item.READ, DataClonePermissions.CLONE);
        jenkins.grantOn("shop/orders", "unknown privileged", Item.READ, DataClonePermissions.CLONE);
        jenkins.grantOn("shop/orders", "anonymous", Item.READ, DataClonePermissions.CLONE);
        run = jenkins.run("shop/orders");
    }

    private void startedBy(String... users) {
        run.addAction(
                new CauseAction(Stream.of(users).map(Cause.UserIdCause::new).toArray(Cause[]::new)));
    }

    private boolean asSystem() {
        return BuildIdentity.ofThisThread().mayCloneFreely(run);
    }

    private boolean as(String user) throws Exception {
        return jenkins.as(user, BuildIdentity::ofThisThread).mayCloneFreely(run);
    }

    @Test
    void aBuildThatStartsByItselfKeepsToTheRules() {
        assertThat(asSystem()).isFalse();
    }

    @Test
    void aBuildThatRunsAsSomebodyHasHisRight() throws Exception {
        assertThat(as("privileged")).isTrue();
        assertThat(as("somebody")).isFalse();
    }

    @Test
    void whoRunsItCountsAndNotWhoHasStartedIt() throws Exception {
        startedBy("privileged");
        assertThat(as("somebody")).isFalse();
    }

    @Test
    void aBuildThatRunsAsTheSystemHasTheRightOfWhoHasStartedIt() {
        startedBy("privileged");
        assertThat(asSystem()).isTrue();
    }

    @Test
    void everybodyWhoHasStartedItNeedsTheRight() {
        startedBy("privileged", "other privileged");
        assertThat(asSystem()).isTrue();
        startedBy("somebody");
        assertThat(asSystem()).isFalse();
    }

    @Test
    void theRightOnOneJobIsNotTheRightOnAnother() {
        jenkins.job("payroll/secret");
        run = jenkins.run("payroll/secret");
        startedBy("privileged");
        assertThat(asSystem()).isFalse();
    }

    @Test
    void whoIsNotKnownAnyMoreHasNone() {
        startedBy("unknown privileged");
        assertThat(asSystem()).isFalse();
    }

    @Test
    void nobodyHasItAnonymously() throws Exception {
        startedBy("anonymous");
        assertThat(asSystem()).isFalse();
        assertThat(as("anonymous")).isFalse();
        run.addAction(new CauseAction(new Cause.UserIdCause(null)));
        assertThat(asSystem()).isFalse();
    }
}
