package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.ui.JenkinsWithUsers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloneRightTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    @BeforeEach
    void aJob() {
        jenkins.job("shop/orders");
        jenkins.grantOn("shop/orders", "privileged", Item.READ, DataClonePermissions.CLONE);
    }

    @Test
    void buildsThatRunAsTheSystemHaveNone() {
        assertThat(CloneRight.isGivenTo("shop/orders")).isFalse();
    }

    @Test
    void buildsThatRunAsAUserHaveHis() {
        jenkins.runsAs("shop/orders", "privileged");
        assertThat(CloneRight.isGivenTo("shop/orders")).isTrue();
        jenkins.runsAs("shop/orders", "somebody");
        assertThat(CloneRight.isGivenTo("shop/orders")).isFalse();
    }

    @Test
    void theRightOnOneJobIsNotTheRightOnAnother() {
        jenkins.job("payroll/secret");
        jenkins.runsAs("payroll/secret", "privileged");

        assertThat(CloneRight.isGivenTo("payroll/secret")).isFalse();
    }

    @Test
    void nobodyHasItAnonymously() {
        jenkins.grantOn("shop/orders", "anonymous", DataClonePermissions.CLONE);
        jenkins.runsAs("shop/orders", "anonymous");

        assertThat(CloneRight.isGivenTo("shop/orders")).isFalse();
    }

    @Test
    void aJobThatIsNotThereHasNone() {
        assertThat(CloneRight.isGivenTo("gone")).isFalse();
    }
}
