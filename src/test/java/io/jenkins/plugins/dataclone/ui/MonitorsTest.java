package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.RuntimeHolder;
import java.util.List;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
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
                .hasAtLeastOneElementOfType(SilentClouds.class)
                .hasAtLeastOneElementOfType(CopiedHome.class)
                .hasAtLeastOneElementOfType(UnreadableRecords.class);
        assertThat(AdministrativeMonitor.all())
                .extracting(AdministrativeMonitor::getDisplayName)
                .allMatch(name -> name.startsWith("Data Clone: "));
    }

    @Test
    void withoutARuntimeThereIsNothingToTell() {
        RuntimeHolder.set(null);

        assertThat(new StuckEnvironments().isActivated()).isFalse();
        assertThat(new SilentClouds().isActivated()).isFalse();
        assertThat(new CopiedHome().isActivated()).isFalse();
        assertThat(new UnreadableRecords().isActivated()).isFalse();
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

    @Test
    void aCopiedHomeIsAskedAboutAndAdopted() throws Exception {
        CopiedHome monitor = new CopiedHome();
        Environment opened = jenkins.environment("shop/orders#12");
        assertThat(monitor.isActivated()).isFalse();
        assertThat(obstacle(opened)).isNull();

        jenkins.identity().question();

        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.getReason()).contains("https://ci.example.org/").contains("https://copy.example.org/");
        assertThat(monitor.getWaiting()).contains("for the 1 environment in question");
        assertThat(obstacle(opened)).contains("may belong to another Jenkins controller");
        deniedUnlessAdministrator(monitor::doAdopt);
        assertThat(monitor.isActivated()).isFalse();
        assertThat(jenkins.runtime().ledger().all())
                .extracting(Environment::state)
                .containsExactly(EnvironmentState.OPEN);
    }

    @Test
    void aCopyForgetsWhatIsTheOriginals() throws Exception {
        CopiedHome monitor = new CopiedHome();
        Environment environment = jenkins.environment("shop/orders#12");
        jenkins.identity().question();

        deniedUnlessAdministrator(monitor::doDisown);

        assertThat(monitor.isActivated()).isFalse();
        Awaitility.await().until(() -> jenkins.runtime().ledger().all().isEmpty());
        assertThat(jenkins.runtime().ledger().recall(environment.id())).hasValueSatisfying(forgotten -> {
            assertThat(forgotten.state()).isEqualTo(EnvironmentState.DISOWNED);
            assertThat(forgotten.releaseReason())
                    .contains("https://ci.example.org/")
                    .contains("as somebody said");
        });
    }

    /** The file with the identity is lost, or records were copied by hand. */
    @Test
    void recordsOfAnUnknownControllerAreAskedAboutToo() throws Exception {
        CopiedHome monitor = new CopiedHome();
        jenkins.identity().question();
        jenkins.environment("shop/orders#12");
        jenkins.identity().disown();
        jenkins.environment("shop/orders#13");
        assertThat(monitor.isActivated()).isFalse();

        jenkins.identity().forget();

        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.getReason()).contains("whose identity is not known here");
        assertThat(monitor.getWaiting()).contains("for the 2 environments in question");
        jenkins.as("admin", monitor::doAdopt);
        assertThat(monitor.isActivated()).isFalse();
        assertThat(jenkins.runtime().ledger().standing().frozen()).isEmpty();
    }

    /** What the environment's page tells of it. */
    private String obstacle(Environment environment) {
        EnvironmentSummary summary =
                new EnvironmentSummary(environment, OwnerAccess.of(environment.owner()), environment.createdAt());
        return new EnvironmentPage(jenkins.runtime(), summary, environment.createdAt()).getObstacle();
    }

    private void deniedUnlessAdministrator(java.util.concurrent.Callable<?> act) throws Exception {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> jenkins.as("somebody", act));
        assertThat(jenkins.as("admin", act)).isNotNull();
    }
}
