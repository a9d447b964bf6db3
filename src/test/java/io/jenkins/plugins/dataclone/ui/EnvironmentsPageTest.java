package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.Failure;
import hudson.model.Item;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.kohsuke.stapler.HttpResponses.HttpResponseException;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.access.AccessDeniedException;

/** Who sees what on the pages, and who may do what. */
class EnvironmentsPageTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private final EnvironmentsPage page = new EnvironmentsPage();
    private Environment shop;
    private Environment secret;

    @BeforeEach
    void twoJobsWithAnEnvironmentEach() throws Exception {
        jenkins.job("shop/orders");
        jenkins.job("payroll/secret");
        shop = jenkins.environment("shop/orders#12");
        secret = jenkins.environment("payroll/secret#3");
        jenkins.grant("admin", Jenkins.ADMINISTER);
        jenkins.grant("viewer", DataClonePermissions.VIEW);
        jenkins.grantOn("shop/orders", "viewer", Item.READ);
    }

    @Test
    void whoMayNotViewSeesNeitherLinkNorPage() throws Exception {
        jenkins.grantOn("shop/orders", "reader", Item.READ);

        assertThat(jenkins.as("reader", page::getIconFileName)).isNull();
        denied("reader", page::getTarget);
    }

    @Test
    void whoMayViewSeesTheEnvironmentsOfJobsOnesMayRead() throws Exception {
        assertThat(jenkins.as("viewer", page::getIconFileName)).startsWith("symbol-");
        assertThat(jenkins.as("viewer", page::getTarget)).isSameAs(page);
        assertThat(shown("viewer")).containsExactly(shop.id());
        assertThat(shown("admin")).containsExactlyInAnyOrder(shop.id(), secret.id());
    }

    @Test
    void whatMayNotBeSeenIsAsUnknownAsWhatDoesNotExist() throws Exception {
        assertThat(jenkins.as("viewer", () -> page.getEnvironment(shop.id()))).isNotNull();
        assertThat(jenkins.as("viewer", () -> page.getEnvironment(secret.id()))).isNull();
        assertThat(jenkins.as("viewer", () -> page.getEnvironment("nothing"))).isNull();
    }

    @Test
    void theQuestionNamesOnlyWhatTheDeedCanBeDoneTo() throws Exception {
        jenkins.grantOn("shop/orders", "viewer", DataClonePermissions.DESTROY);
        StaplerRequest2 destroy =
                Given.request(Map.of("id", List.of(shop.id(), secret.id(), "nothing"), "deed", List.of("destroy")));

        assertThat(page.isDestroying(destroy)).isTrue();
        assertThat(jenkins.as("viewer", () -> page.chosen(destroy)))
                .extracting(chosen -> chosen.getSummary().getId())
                .containsExactly(shop.id());
        assertThat(jenkins.as("viewer", () -> page.chosen(ids(shop.id()))))
                .as("may not extend")
                .isEmpty();
        jenkins.as("admin", () -> page.doDestroy(ids(secret.id())));
        assertThat(jenkins.as("admin", () -> page.chosen(destroy)))
                .as("the other one is on its way out already")
                .hasSize(1);
    }

    @Test
    void aJobThatMayOnlyBeDiscoveredIsHidden() throws Exception {
        jenkins.grantOn("payroll/secret", "viewer", Item.DISCOVER);

        assertThat(shown("viewer")).containsExactly(shop.id());
        assertThat(jenkins.as("viewer", () -> page.getEnvironment(secret.id()))).isNull();
    }

    @Test
    void whatIsLeftOfADeletedJobIsSeenByEverybodyWhoMayView() throws Exception {
        jenkins.deleteJob("payroll/secret");

        assertThat(shown("viewer")).containsExactlyInAnyOrder(shop.id(), secret.id());
        EnvironmentPage left = jenkins.as("viewer", () -> page.getEnvironment(secret.id()));
        assertThat(left.getSummary().getRunUrl()).isNull();
        denied("viewer", left::doDestroy);
    }

    /** The names of what was in a folder are as secret as before. */
    @Test
    void theFolderOfADeletedJobStillHidesWhatIsLeftOfIt() throws Exception {
        jenkins.job("payroll");
        jenkins.deleteJob("payroll/secret");

        assertThat(shown("viewer")).containsExactly(shop.id());
        assertThat(jenkins.as("viewer", () -> page.getEnvironment(secret.id()))).isNull();

        jenkins.grantOn("payroll", "viewer", Item.READ, DataClonePermissions.DESTROY);

        EnvironmentPage left = jenkins.as("viewer", () -> page.getEnvironment(secret.id()));
        assertThat(left.getSummary().getRunUrl()).isNull();
        assertThat(jenkins.as("viewer", left::doDestroy)).isNotNull();
    }

    @Test
    void seeingIsNotDestroying() throws Exception {
        EnvironmentPage one = jenkins.as("viewer", () -> page.getEnvironment(shop.id()));

        denied("viewer", one::doDestroy);
        denied("viewer", () -> one.doExtend("1h"));
        denied("viewer", () -> page.doDestroy(ids(shop.id())));
        denied("viewer", () -> page.doExtend(ids(shop.id()), "1h"));
        assertThat(jenkins.as("viewer", one::isDestroyable)).isFalse();
        assertThat(jenkins.as("viewer", one::isExtendable)).isFalse();
        assertThat(state(shop)).isEqualTo(EnvironmentState.OPEN);
    }

    @Test
    void theRightOnTheJobIsEnough() throws Exception {
        jenkins.grantOn("shop/orders", "viewer", DataClonePermissions.DESTROY);
        EnvironmentPage one = jenkins.as("viewer", () -> page.getEnvironment(shop.id()));

        assertThat(jenkins.as("viewer", one::isDestroyable)).isTrue();
        assertThat(jenkins.as("viewer", one::doDestroy)).isNotNull();
        assertThat(jenkins.runtime().ledger().get(shop.id()).releaseReason()).contains("asked for it");
    }

    @Test
    void theRightEverywhereHoldsForJobsThatAreGone() throws Exception {
        jenkins.grant("viewer", DataClonePermissions.DESTROY);
        jenkins.deleteJob("payroll/secret");

        jenkins.as("viewer", () -> page.getEnvironment(secret.id()).doDestroy());
        assertThat(state(secret)).isNotEqualTo(EnvironmentState.OPEN);
    }

    @Test
    void administratorsMayEverything() throws Exception {
        jenkins.as("admin", () -> page.doExtend(ids(shop.id(), secret.id()), "90m"));
        jenkins.as("admin", () -> page.doDestroy(ids(shop.id(), secret.id())));

        assertThat(state(shop)).isNotEqualTo(EnvironmentState.OPEN);
        assertThat(state(secret)).isNotEqualTo(EnvironmentState.OPEN);
    }

    @Test
    void manyAreDestroyedTogetherOrNotAtAll() throws Exception {
        jenkins.grantOn("shop/orders", "viewer", DataClonePermissions.DESTROY);
        jenkins.grantOn("payroll/secret", "viewer", Item.READ);

        denied("viewer", () -> page.doDestroy(ids(shop.id(), secret.id())));
        assertThat(state(shop)).isEqualTo(EnvironmentState.OPEN);
        assertThatExceptionOfType(HttpResponseException.class)
                .isThrownBy(() -> jenkins.as("viewer", () -> page.doDestroy(ids(shop.id(), "nothing"))))
                .withMessageContaining("404");
        assertThat(state(shop)).isEqualTo(EnvironmentState.OPEN);
    }

    @Test
    void destroyingTwiceIsAsGoodAsOnce() throws Exception {
        jenkins.as("admin", () -> page.doDestroy(ids(shop.id(), shop.id())));
        jenkins.as("admin", () -> page.doDestroy(ids(shop.id())));

        assertThat(state(shop)).isNotEqualTo(EnvironmentState.OPEN);
    }

    @Test
    void aLifeIsMadeLongerAsFarAsTheDataSourceAllows() throws Exception {
        jenkins.grantOn("shop/orders", "viewer", DataClonePermissions.EXTEND);
        jenkins.runtime()
                .ledger()
                .plan(
                        shop.id(),
                        ResourceKind.SHARE,
                        "lab",
                        "clone",
                        Map.of("dataSource", "orders-db", "snapshot", "s1"));
        EnvironmentPage one = jenkins.as("viewer", () -> page.getEnvironment(shop.id()));

        jenkins.as("viewer", () -> one.doExtend("2h"));
        assertThat(jenkins.runtime().ledger().get(shop.id()).expiresAt())
                .isAfter(shop.expiresAt().plus(Duration.ofMinutes(50)));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> jenkins.as("viewer", () -> one.doExtend("3h")))
                .withMessage("ttl: 2h at the most, not 3h");
    }

    @Test
    void whatCannotBeExtendedAnyMoreSaysWhy() throws Exception {
        EnvironmentPage one = jenkins.as("admin", () -> page.getEnvironment(shop.id()));
        jenkins.as("admin", one::doDestroy);

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> jenkins.as("admin", () -> one.doExtend("1h")))
                .withMessageContaining("cannot be extended any more");
    }

    @Test
    void noPermissionIsImpliedByAnotherOfOurs() {
        assertThat(DataClonePermissions.GROUP.getPermissions())
                .extracting(permission -> permission.name)
                .containsExactly("View", "Clone", "Extend", "Destroy", "Configure");
        assertThat(DataClonePermissions.GROUP.getPermissions())
                .extracting(permission -> permission.impliedBy)
                .containsOnly(Jenkins.ADMINISTER);
        assertThat(DataClonePermissions.VIEW.getId())
                .as("what authorization strategies keep")
                .isEqualTo("io.jenkins.plugins.dataclone.runtime.DataClonePermissions.View");
    }

    private EnvironmentState state(Environment environment) {
        return jenkins.runtime().ledger().get(environment.id()).state();
    }

    private List<String> shown(String user) throws Exception {
        return jenkins.as(user, () -> page.select(null).getRows().stream()
                .map(EnvironmentSummary::getId)
                .toList());
    }

    private void denied(String user, Callable<?> work) {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> jenkins.as(user, work));
    }

    private static StaplerRequest2 ids(String... ids) {
        return Given.request(Map.of("id", List.of(ids)));
    }
}
