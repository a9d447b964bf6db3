package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page of one environment tells: links into the cloud, events, ways in. */
class DetailsTest {
    private static final String HORIZON = "https://cloud.example.org/dashboard/";

    @Test
    void linksLeadToTheDashboardsPages() {
        Resource clone = Given.clone("s-1", "orders-db");
        assertThat(Dashboard.page(HORIZON, clone))
                .contains("https://cloud.example.org/dashboard/project/shares/id-of-s-1/");
        assertThat(Dashboard.page(HORIZON, Given.bayOnItsWay("b-1")))
                .contains("https://cloud.example.org/dashboard/ngdetails/OS::Magnum::Cluster/id-of-b-1");
        Resource snapshot = Given.planned(ResourceKind.SHARE_SNAPSHOT, "p-1", r -> r)
                .requested(Given.START)
                .created("a/b?c");
        assertThat(Dashboard.page(HORIZON, snapshot))
                .contains("https://cloud.example.org/dashboard/project/share_snapshots/a%2Fb%3Fc");
    }

    @ParameterizedTest
    @CsvSource({
        "SHARE_SNAPSHOT, /project/share_snapshots/id-1",
        "SHARE_CHECKPOINT, /project/share_snapshots/id-1",
        "SHARE, /project/shares/id-1/",
        "VOLUME_SNAPSHOT, /project/snapshots/id-1",
        "VOLUME_CHECKPOINT, /project/snapshots/id-1",
        "VOLUME, /project/volumes/id-1/",
        "CLUSTER, /ngdetails/OS::Magnum::Cluster/id-1",
        "HEAT_STACK, /project/stacks/stack/id-1/"
    })
    void eachKindHasAPageOfItsOwn(ResourceKind kind, String path) {
        Resource there =
                Given.planned(kind, "x-1", r -> r).requested(Given.START).created("id-1");

        assertThat(Dashboard.page("https://cloud.example.org/dashboard", there))
                .contains("https://cloud.example.org/dashboard" + path);
    }

    @Test
    void whatHasNoPageHasNoLink() {
        assertThat(Dashboard.page(HORIZON, Given.stack("st-1", "b-1"))).isEmpty();
        assertThat(Dashboard.page(HORIZON, Given.planned(ResourceKind.SHARE, "s-1", r -> r)))
                .isEmpty();
        assertThat(Dashboard.page(
                        HORIZON, Given.clone("s-1", "orders-db").deleting().gone(Given.START, GoneProof.NOT_FOUND)))
                .isEmpty();
        assertThat(Dashboard.page(null, Given.clone("s-1", "orders-db"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,x", "//example.org", "", "tcp://10.0.0.9:5432", "h t"})
    void nothingButTheWebIsALink(String address) {
        assertThat(Dashboard.isWeb(address)).isFalse();
        assertThat(Dashboard.page(address, Given.clone("s-1", "orders-db"))).isEmpty();
    }

    @Test
    void waysInAreServicesThenDataThenBays() {
        Resource bay = Given.bayOnItsWay("b-1")
                .withAttribute("apiAddress", "tcp://10.0.0.9:2376")
                .ready(Given.START.plusSeconds(75));
        Environment environment = Given.environment("ready", "shop/orders#12")
                .with(Given.clone("s-1", "orders-db"))
                .with(bay)
                .with(Given.stack("st-1", "b-1"));

        List<WayIn> ways = WayIn.of(EnvironmentFacts.of(environment));

        assertThat(ways)
                .extracting(WayIn::getWhat)
                .containsExactly("Service db", "Service web", "Clone of orders-db", "Bay swarm-small (swarm-mode)");
        assertThat(ways.get(0).getLink()).as("no browser goes there").isNull();
        assertThat(ways.get(1).getLink()).isEqualTo("http://10.0.0.9:8080");
        assertThat(ways.get(2).getCommand()).isEqualTo("sudo mount -t nfs 10.0.0.5:/srv/s-1 /mnt");
        assertThat(ways.get(3).getCommand()).isEqualTo("openstack coe cluster config id-of-b-1");
    }

    @Test
    void thereIsNoWayIntoWhatIsNotThere() {
        Environment environment = Given.environment("making", "shop/orders#12")
                .with(Given.bayOnItsWay("b-1"))
                .with(Given.clone("s-1", "orders-db").deleting());

        assertThat(WayIn.of(EnvironmentFacts.of(environment))).isEmpty();
    }

    @Test
    void anExportThatAShellCouldMisreadIsShownWithoutACommand() {
        Resource odd = Given.clone("s-1", "orders-db").withAttribute("export", "10.0.0.5:/srv/$(reboot)");
        Environment environment = Given.environment("ready", "shop/orders#12").with(odd);

        assertThat(WayIn.of(EnvironmentFacts.of(environment)).get(0).getCommand())
                .isNull();
    }

    @Test
    void eventsAreToldLatestFirst() {
        Environment environment = Given.environment("gone", "shop/orders#12")
                .with(Given.clone("s-1", "orders-db")
                        .deleting()
                        .gone(Given.START.plusSeconds(60), GoneProof.NOT_FOUND));

        assertThat(Event.of(environment))
                .extracting(event -> event.getAt() + " " + event.getText())
                .containsExactly(
                        "2026-11-23 08:01:00 UTC The share s-1 was confirmed gone",
                        "2026-11-23 08:00:05 UTC The share s-1 was usable after 3.0 s",
                        "2026-11-23 08:00:02 UTC The share s-1 was asked for",
                        "2026-11-23 08:00:00 UTC Opened for shop/orders#12");
    }

    @Test
    void lengthsAreSaidInTwoUnits() {
        assertThat(Times.length(Duration.ofSeconds(0))).isEqualTo("0 s");
        assertThat(Times.length(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Times.length(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(Times.length(Duration.ofSeconds(59 * 60 + 59))).isEqualTo("59 min");
        assertThat(Times.length(Duration.ofMinutes(120))).isEqualTo("2 h");
        assertThat(Times.length(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    }
}
