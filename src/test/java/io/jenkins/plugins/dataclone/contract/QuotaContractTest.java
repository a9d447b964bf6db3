package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Stacks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** What a cloud says of its quotas, and that it counts as we forecast. */
class QuotaContractTest {
    private static final String STACK = """
            heat_template_version: 2018-08-31
            parameters:
              number: {type: number}
            resources:
              port: {type: 'OS::Neutron::Port', properties: {network: ci}}
              data: {type: 'OS::Cinder::Volume', properties: {size: 3}}
              web:
                type: OS::Nova::Server
                properties: {image: fedora-atomic, flavor: m1.small, networks: [{port: {get_resource: port}}]}
              workers:
                type: OS::Heat::ResourceGroup
                properties:
                  count: {get_param: number}
                  resource_def:
                    type: OS::Nova::Server
                    properties: {image: fedora-atomic, flavor: m1.small, networks: [{network: ci}]}
              cell: {type: part.yaml, properties: {flavor: m1.small}}
            """;
    private static final String PART = """
            heat_template_version: 2018-08-31
            parameters:
              flavor: {type: string}
            resources:
              server:
                type: OS::Nova::Server
                properties: {image: fedora-atomic, flavor: {get_param: flavor}, networks: [{network: ci}]}
              disk: {type: 'OS::Cinder::Volume', properties: {size: 1}}
            """;

    private static ContractCloud contract;
    private static Quotas quotas;
    private static String template;

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        quotas = contract.cloud().quotas();
        template = contract.raw()
                .cluster(
                        HttpMethod.POST,
                        "/clustertemplates",
                        Map.of(
                                "name", contract.prefix() + "template",
                                "coe", "swarm-mode",
                                "image_id", "fedora-atomic",
                                "external_network_id", "public",
                                "flavor_id", "m1.small",
                                "docker_volume_size", 5,
                                "floating_ip_enabled", false))
                .path("uuid")
                .asText();
    }

    @AfterAll
    static void close() throws Exception {
        contract.raw().cluster(HttpMethod.DELETE, "/clustertemplates/" + template, null);
        contract.close();
    }

    @Test
    void everyKindIsTold() throws Exception {
        Set<QuotaItem> all = new TreeSet<>();
        Arrays.stream(QuotaKind.values())
                .filter(kind -> !kind.isOwn())
                .map(QuotaItem::of)
                .forEach(all::add);
        all.add(new QuotaItem(QuotaKind.SHARES, contract.shareType()));
        all.add(new QuotaItem(QuotaKind.VOLUMES, "lvm"));
        Map<QuotaItem, Quota> told = contract.timed("read all quotas", () -> quotas.read(all));
        assertThat(told).containsOnlyKeys(all);
        assertThat(told.values()).allSatisfy(quota -> assertThat(quota.limit()).isGreaterThanOrEqualTo(-1));
    }

    @Test
    void onlyWhatIsAskedForIsTold() throws Exception {
        Set<QuotaItem> asked = Set.of(QuotaItem.of(QuotaKind.CORES));
        assertThat(quotas.read(asked)).containsOnlyKeys(asked);
    }

    @Test
    void aTypeThatDoesNotExistLimitsNothing() throws Exception {
        QuotaItem unknown = new QuotaItem(QuotaKind.SHARES, "no-such-type");
        QuotaItem known = QuotaItem.of(QuotaKind.SHARES);
        assertThat(quotas.read(Set.of(unknown, known))).containsKey(known);
    }

    @Test
    void aShareAndItsSnapshotCountAsForecast() throws Exception {
        Shares shares = contract.cloud().shares();
        Set<QuotaItem> items = Set.of(
                QuotaItem.of(QuotaKind.SHARES),
                QuotaItem.of(QuotaKind.SHARE_GIGABYTES),
                QuotaItem.of(QuotaKind.SHARE_SNAPSHOTS),
                QuotaItem.of(QuotaKind.SHARE_SNAPSHOT_GIGABYTES),
                new QuotaItem(QuotaKind.SHARES, contract.shareType()));
        Map<QuotaItem, Quota> before = quotas.read(items);
        String share = contract.productionShare(1);
        try {
            String snapshot = shares.createSnapshot(share, contract.prefix() + "counted", contract.tag())
                    .id();
            try {
                Map<QuotaItem, Quota> after = quotas.read(items);
                items.forEach(item -> assertThat(after.get(item).used())
                        .as(item.toString())
                        .isGreaterThan(before.get(item).used()));
                ContractCloud.ready(() -> shares.showSnapshot(snapshot).remoteStatus());
            } finally {
                ContractCloud.gone(shares::deleteSnapshot, shares::showSnapshot, snapshot);
            }
        } finally {
            ContractCloud.gone(shares::deleteShare, shares::showShare, share);
        }
    }

    @Test
    void aClusterIsForecastFromItsTemplateAndFlavours() throws Exception {
        Demand demand =
                contract.timed("forecast of a cluster", () -> quotas.ofCluster(cluster(template, 3, "m1.small")));
        assertThat(demand.amounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        QuotaItem.of(QuotaKind.CLUSTERS), 1L,
                        QuotaItem.of(QuotaKind.INSTANCES), 4L,
                        QuotaItem.of(QuotaKind.PORTS), 4L,
                        QuotaItem.of(QuotaKind.CORES), 4L,
                        QuotaItem.of(QuotaKind.RAM_MEBIBYTES), 4L * 2048,
                        QuotaItem.of(QuotaKind.VOLUMES), 4L,
                        QuotaItem.of(QuotaKind.VOLUME_GIGABYTES), 20L));
    }

    @Test
    void aFlavourThatDoesNotExistSpoilsOnlyItsOwnPart() throws Exception {
        assertThat(quotas.ofCluster(cluster(template, 1, "no-such-flavor")).amounts())
                .containsEntry(QuotaItem.of(QuotaKind.INSTANCES), 2L);
    }

    @Test
    void aStackIsForecastFromWhatHeatWouldMake() throws Exception {
        Demand demand = contract.timed(
                "forecast of a Heat stack", () -> quotas.ofStack(template(STACK), Map.of("number", "3")));
        assertThat(demand.amounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        QuotaItem.of(QuotaKind.INSTANCES), 5L,
                        QuotaItem.of(QuotaKind.CORES), 5L,
                        QuotaItem.of(QuotaKind.RAM_MEBIBYTES), 5L * 2048,
                        QuotaItem.of(QuotaKind.PORTS), 5L,
                        QuotaItem.of(QuotaKind.VOLUMES), 2L,
                        QuotaItem.of(QuotaKind.VOLUME_GIGABYTES), 4L));
    }

    @Test
    void whatHeatDoesNotTellLimitsNothing() throws Exception {
        assertThat(quotas.ofStack(
                                template("heat_template_version: 2018-08-31\nresources: {a: {type: 'OS::No::Such'}}"),
                                Map.of())
                        .isEmpty())
                .isTrue();
    }

    private static Stacks.Template template(String text) {
        return new Stacks.Template("app.hot.yaml", text, Map.of("part.yaml", PART), List.of());
    }

    @Test
    void aTemplateThatDoesNotExistIsAnError() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> quotas.ofCluster(cluster(UUID.randomUUID().toString(), 1, null)))
                .satisfies(e -> assertThat(e.isNotFound()).isTrue());
    }

    private static NewCluster cluster(String template, int nodes, String flavor) {
        return new NewCluster(
                "forecast", template, nodes, 1, new ClusterOptions(null, flavor, null, Map.of(), 0, null, 60));
    }
}
