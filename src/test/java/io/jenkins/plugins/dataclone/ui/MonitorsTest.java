package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.runtime.RuntimeHolder;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.access.AccessDeniedException;

class MonitorsTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    @BeforeEach
    void anAdministrator() {
        jenkins.grant("admin", Jenkins.ADMINISTER);
        jenkins.job("shop/orders");
    }

    @Test
    void allAreKnownToJenkins() {
        assertThat(AdministrativeMonitor.all())
                .hasAtLeastOneElementOfType(StuckEnvironments.class)
                .hasAtLeastOneElementOfType(SilentClouds.class);
        assertThat(AdministrativeMonitor.all())
                .extracting(AdministrativeMonitor::getDisplayName)
                .allMatch(name -> name.startsWith("Data Clone: "));
    }

    @Test
    void withoutARuntimeThereIsNothingToTell() {
        RuntimeHolder.set(null);

        assertThat(new StuckEnvironments().isActivated()).isFalse();
        assertThat(new SilentClouds().isActivated()).isFalse();
    }

    @Test
    void aStuckEnvironmentIsToldWithWhatStandsInTheWay() throws Exception {
        StuckEnvironments monitor = new StuckEnvironments();
        Environment environment = jenkins.environment("shop/orders#12");
        jenkins.runtime().ledger().requestRelease(environment.id(), "its build has ended");
        assertThat(monitor.isActivated()).isFalse();

        jenkins.runtime().ledger().markStuck(environment.id(), "share s-1: error_deleting");
        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.getProblems()).containsExactly(environment.id() + ": share s-1: error_deleting");
        deniedUnlessAdministrator(monitor::doAct);
    }

    @Test
    void aCloudIsToldWhenItHasBeenSilentForLong() throws Exception {
        SilentClouds monitor = new SilentClouds();
        assertThat(monitor.isActivated()).isFalse();
        assertThat(monitor.getProblems()).isEqualTo(List.of());
        deniedUnlessAdministrator(monitor::doAct);
    }

    private void deniedUnlessAdministrator(java.util.concurrent.Callable<?> act) throws Exception {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> jenkins.as("somebody", act));
        assertThat(jenkins.as("admin", act)).isNotNull();
    }
}
