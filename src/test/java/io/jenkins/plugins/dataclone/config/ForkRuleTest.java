package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.ui.JenkinsWithUsers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForkRuleTest {
    private static final String JOB = "shop/orders/PR-7";

    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    @BeforeEach
    void aJob() {
        jenkins.job(JOB);
    }

    @Test
    void aJobIsFromAForkIfItsProjectSaysSo() {
        assertThat(ForkRule.isFromFork(JOB)).isFalse();
        jenkins.variable(JOB, "CHANGE_ID", "7");
        assertThat(ForkRule.isFromFork(JOB))
                .as("a pull request from a branch of the repository itself")
                .isFalse();
        jenkins.variable(JOB, "CHANGE_FORK", "stranger/orders");
        assertThat(ForkRule.isFromFork(JOB)).isTrue();
    }

    @Test
    void whatCannotBeReadMayBeOne() {
        jenkins.unreadableVariables(JOB);
        assertThat(ForkRule.isFromFork(JOB)).isTrue();
    }

    @Test
    void aJobThatIsNotThereIsNone() {
        assertThat(ForkRule.isFromFork("gone")).isFalse();
    }
}
