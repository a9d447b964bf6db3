package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Searching, filtering and sorting by what stands in the address of the page. */
class EnvironmentListTest {
    private static final Instant NOW = Given.START.plus(Duration.ofMinutes(30));

    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private final List<EnvironmentSummary> all = new ArrayList<>();

    @BeforeEach
    void someEnvironments() {
        jenkins.job("shop/orders");
        jenkins.grantOn("shop/orders", "reader", Item.READ);
        add(Given.environment("ready", "shop/orders#12").with(Given.clone("s-1", "orders-db")));
        add(Given.environment("making", "shop/web/front#3")
                .with(Given.clone("s-2", "users-db"))
                .with(Given.bayOnItsWay("b-2")));
        add(Given.environment("removing", "top#1")
                .with(Given.clone("s-3", "orders-db"))
                .releasing("its build has ended", Given.START));
        add(Given.environment("stuck", "shopping/cart#9")
                .with(onCloud("s-4"))
                .releasing("its build has ended", Given.START)
                .stuck("share s-4: error_deleting"));
        add(Given.environment("gone", "shop/orders#11")
                .releasing("its build has ended", Given.START)
                .ended(Given.START));
    }

    @Test
    void showsWhatIsNotGone() {
        assertThat(list().getRows())
                .extracting(EnvironmentSummary::getId)
                .containsExactlyInAnyOrder("ready", "making", "removing", "stuck");
        assertThat(list().isNarrow()).isFalse();
    }

    @Test
    void filtersByState() {
        assertThat(shown("state", "ready")).containsExactly("ready");
        assertThat(shown("state", "making")).containsExactly("making");
        assertThat(shown("state", "removing")).containsExactly("removing");
        assertThat(shown("state", "stuck")).containsExactly("stuck");
        assertThat(shown("state", "gone")).containsExactly("gone");
        assertThat(shown("state", "all")).hasSize(5);
        assertThat(shown("state", "<script>")).as("no such state").hasSize(4);
    }

    @Test
    void filtersByCloudAndFolder() {
        assertThat(shown("cloud", "attic")).containsExactly("stuck");
        assertThat(shown("folder", "shop")).as("not shopping").containsExactlyInAnyOrder("ready", "making");
        assertThat(shown("folder", "shop/web")).containsExactly("making");
        assertThat(shown("folder", "nowhere")).isEmpty();
    }

    @Test
    void findsWordsInBuildSourceNameAndId() {
        assertThat(shown("q", "ORDERS")).containsExactlyInAnyOrder("ready", "removing");
        assertThat(shown("q", " id-of-b-2 ")).containsExactly("making");
        assertThat(shown("q", "cart#9")).containsExactly("stuck");
        assertThat(shown("q", "swarm-small")).containsExactly("making");
    }

    @Test
    void sortsAsAsked() {
        add(Given.environment("older", "top#0").with(Given.clone("s-9", "zebra")));
        all.set(5, summary(older(all.get(5).environment())));

        assertThat(shown("sort", "age")).last().isEqualTo("older");
        assertThat(shown("sort", "source")).last().isEqualTo("older");
        assertThat(shown("sort", "state")).startsWith("stuck", "removing", "making");
        assertThat(shown("sort", "build")).first().isEqualTo("ready");
        assertThat(shown("sort", "expires")).startsWith("removing");
        assertThat(shown("sort", "nonsense")).isEqualTo(shown("sort", "age"));
    }

    @Test
    void offersWhatThereIsToChooseFrom() {
        EnvironmentList list = new EnvironmentList(query(Map.of("folder", "shop", "cloud", "lost")), all);
        assertThat(list.getClouds())
                .extracting(EnvironmentList.Choice::getValue)
                .containsExactly("", "attic", "lab", "lost");
        assertThat(list.getFolders())
                .filteredOn(EnvironmentList.Choice::isSelected)
                .extracting(EnvironmentList.Choice::getValue)
                .containsExactly("shop");
        assertThat(list.getFolders())
                .extracting(EnvironmentList.Choice::getValue)
                .containsExactly("", "shop", "shop/web", "shopping");
        assertThat(list.getStates())
                .extracting(EnvironmentList.Choice::getValue)
                .containsExactly("", "making", "ready", "kept", "removing", "stuck", "gone", "disowned", "all");
        assertThat(list.getSorts()).hasSize(EnvironmentQuery.Sort.values().length);
    }

    @Test
    void aLineTellsWhatMatters() {
        EnvironmentSummary ready = all.get(0);
        assertThat(ready.getSourceText()).isEqualTo("orders-db");
        assertThat(ready.getDataTimeText()).isEqualTo("2026-11-22 03:00 UTC");
        assertThat(ready.getAge()).isEqualTo("30 min");
        assertThat(ready.getExpiresIn()).isEqualTo("1 h 30 min");
        assertThat(ready.getSizeGiB()).isEqualTo(5);
        assertThat(ready.getFolder()).isEqualTo("shop");
        assertThat(ready.getStatus()).isEqualTo(Status.READY);
        assertThat(ready.getCloudText()).isEqualTo("lab");
        assertThat(all.get(1).getBayText()).isEqualTo("swarm-small");
        assertThat(all.get(2).getExpiresIn()).as("is being removed").isEmpty();
        assertThat(all.get(3).getProblem()).contains("error_deleting");
        assertThat(all.get(4).getAgeSeconds()).as("never had anything").isZero();
    }

    @Test
    void anEnvironmentBeyondItsTimeIsOverdue() throws Exception {
        Environment old = Given.environment("old", "top#2").with(Given.clone("s-8", "orders-db"));
        EnvironmentSummary late = new EnvironmentSummary(
                old, OwnerAccess.of(old.owner()), old.expiresAt().plusSeconds(1));
        assertThat(late.getExpiresIn()).isEqualTo("overdue");
        assertThat(late.getExpiresSeconds()).isEqualTo(-1);
    }

    @Test
    void aLinkLeadsToJobsThatExist() throws Exception {
        Environment there = all.get(0).environment();
        OwnerAccess reader = jenkins.as("reader", () -> OwnerAccess.of(there.owner()));
        assertThat(new EnvironmentSummary(there, reader, NOW).getRunUrl()).isEqualTo("job/shop/job/orders/12/");
        assertThat(all.get(2).getRunUrl()).as("its job is gone").isNull();
    }

    @Test
    void tooManyLinesAreCut() {
        for (int i = 0; i < EnvironmentList.MOST_ROWS; i++) {
            add(Given.environment("many" + i, "top#" + i).with(Given.clone("m-" + i, "orders-db")));
        }
        assertThat(list().isCut()).isTrue();
        assertThat(list().getRows()).hasSize(EnvironmentList.MOST_ROWS);
        assertThat(list().getCount()).isEqualTo(EnvironmentList.MOST_ROWS + 4);
    }

    /** Buttons that would be refused are not shown. */
    @Test
    void offersOnlyWhatTheUserMayDo() throws Exception {
        jenkins.grantOn("shop/orders", "operator", Item.READ, DataClonePermissions.DESTROY);

        jenkins.as("reader", () -> {
            assertThat(list().isDestroyable() || list().isExtendable()).isFalse();
            return null;
        });
        jenkins.as("operator", () -> {
            assertThat(list().isDestroyable()).isTrue();
            assertThat(list().isExtendable()).isFalse();
            assertThat(list().getRows())
                    .filteredOn(EnvironmentSummary::isDestroyable)
                    .extracting(EnvironmentSummary::getId)
                    .containsExactly("ready");
            return null;
        });
    }

    private static Resource onCloud(String name) {
        return Resource.planned(Given.clone(name, "old-db").kind(), "attic", name, Map.of("dataSource", "old-db"))
                .requested(Given.START)
                .created("id-of-" + name);
    }

    private static Environment older(Environment environment) {
        return new Environment(
                environment.id(),
                environment.name(),
                environment.controller(),
                environment.owner(),
                environment.state(),
                environment.createdAt().minusSeconds(60),
                environment.expiresAt(),
                environment.mayLiveUntil(),
                null,
                null,
                null,
                null,
                null,
                environment.resources());
    }

    private void add(Environment environment) {
        all.add(summary(environment));
    }

    private static EnvironmentSummary summary(Environment environment) {
        return new EnvironmentSummary(environment, OwnerAccess.of(environment.owner()), NOW);
    }

    private EnvironmentList list() {
        return new EnvironmentList(query(Map.of()), all);
    }

    private List<String> shown(String parameter, String value) {
        return new EnvironmentList(query(Map.of(parameter, value)), all)
                .getRows().stream().map(EnvironmentSummary::getId).toList();
    }

    private static EnvironmentQuery query(Map<String, String> parameters) {
        return EnvironmentQuery.of(parameters::get);
    }
}
