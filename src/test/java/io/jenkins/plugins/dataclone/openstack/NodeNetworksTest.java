package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Seen;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Clusters.Cluster;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Progress and node addresses, with what Heat listed for a real cluster. */
class NodeNetworksTest {
    private static final String SUBNET = "139e5ecf-ad79-45ce-bb7a-aa34461f62d9";
    private static final String STACK = UUID.randomUUID().toString();
    private static final String RESOURCE = """
            {"resource_name": "%s", "resource_type": "%s", "resource_status": "%s", "resource_status_reason": "%s",
             "physical_resource_id": "%s", "updated_time": "2026-11-22T09:12:43Z", "links": [], "required_by": []}""";

    @Test
    void subnetsAreFoundByNetworkNameOrId() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            OpenStackCloud lab = new OpenStackCloud(TestClouds.settings(cloud));
            assertThat(lab.networks().subnetCidrs("ci")).containsExactly("10.20.0.0/16", "10.21.0.0/24");
            assertThatThrownBy(() -> lab.networks().subnetCidrs("other"))
                    .hasMessage("Neutron on cloud 'lab' has no network 'other' that this project can see.")
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            assertThatThrownBy(
                            () -> lab.networks().subnetCidrs(UUID.randomUUID().toString()))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
        }
    }

    @Test
    void theNetworkThatTheTemplateNamesIsTaken() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            OpenStackCloud lab = new OpenStackCloud(TestClouds.settings(cloud));
            String id = lab.clusters()
                    .create(new NewCluster(
                            "bay", cloud.bays().templateId("swarm-mode"), 1, 1, ClusterOptions.ofTemplate(30)));
            assertThat(lab.clusters().nodeCidrs(lab.clusters().show(id))).containsExactly("10.20.0.0/16");
        }
    }

    @Test
    void progressOfAClustersStackGrowsUntilItIsComplete() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = EmbeddedCloud.builder()
                .clock(time)
                .delays(Delays.realistic())
                .tokenLifetime(Duration.ofDays(36500))
                .start()) {
            OpenStackCloud lab = new OpenStackCloud(TestClouds.settings(cloud));
            Clusters clusters = lab.clusters();
            Stacks stacks = lab.stacks();
            String template = cloud.bays().addTemplate("private", "swarm-mode");
            String id = clusters.create(new NewCluster("bay", template, 1, 1, ClusterOptions.ofTemplate(30)));
            assertThat(stacks.progress(clusters.show(id).stackId())).isEmpty();
            assertThatThrownBy(() -> clusters.nodeCidrs(clusters.show(id))).hasMessageContaining("does not exist yet");

            time.advance(Duration.ofSeconds(35));
            StackProgress half = stacks.progress(clusters.show(id).stackId()).orElseThrow();
            assertThat(half.complete()).isPositive().isLessThan(half.total());
            assertThat(half.current()).isNotBlank();
            assertThat(half.failure()).isNull();

            time.advance(Duration.ofMinutes(2));
            StackProgress whole = stacks.progress(clusters.show(id).stackId()).orElseThrow();
            assertThat(whole.complete()).isEqualTo(whole.total());
            assertThat(whole.current()).isNull();
        }
    }

    @Test
    void theNetworkThatHeatMadeIsFound() throws Exception {
        String resources = String.join(
                ",",
                resource("extrouter_inside", "Magnum::Optional::Neutron::RouterInterface", "CREATE_COMPLETE", SUBNET),
                resource("private_subnet", "Magnum::Optional::Neutron::Subnet", "CREATE_COMPLETE", SUBNET),
                resource("other_subnet", "OS::Neutron::Subnet", "CREATE_COMPLETE", "not-made"));
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> answer(request, resources))) {
            assertThat(keystone.connect().clusters().nodeCidrs(cluster("CREATE_COMPLETE")))
                    .containsExactly("10.0.0.0/24");
            assertThat(keystone.server().seen())
                    .extracting(Seen::uri)
                    .contains("/heat/v1/p/stacks/bay/" + STACK + "/resources?nested_depth=5");
        }
    }

    @Test
    void aNetworkThatIsNotThereYetIsWaitedForAndOneThatNeverWillBeIsNot() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> answer(request, ""))) {
            OpenStackCloud lab = keystone.connect();
            assertThatThrownBy(() -> lab.clusters().nodeCidrs(cluster("CREATE_IN_PROGRESS")))
                    .hasMessageContaining("does not exist yet")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
            assertThatThrownBy(() -> lab.clusters().nodeCidrs(cluster("CREATE_COMPLETE")))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        }
    }

    @Test
    void progressCountsNestedResourcesAndNamesTheDeepestFailure() throws Exception {
        String group = "OS::Heat::ResourceGroup";
        String resources = String.join(
                ",",
                resource("swarm_masters", group, "CREATE_IN_PROGRESS", ""),
                resource("swarm_master", "OS::Nova::Server", "CREATE_IN_PROGRESS", ""),
                resource("private_subnet", "OS::Neutron::Subnet", "CREATE_COMPLETE", SUBNET),
                resource(
                        "swarm_nodes",
                        group,
                        "CREATE_FAILED",
                        "Forbidden: resources.swarm_nodes.resources[0].resources.node: Quota exceeded",
                        ""),
                resource(
                        "node_wait", "OS::Heat::WaitCondition", "CREATE_FAILED", "CREATE aborted (user triggered)", ""),
                resource("swarm_node", "OS::Nova::Server", "CREATE_FAILED", "Forbidden: Quota exceeded for cores", ""));
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> answer(request, resources))) {
            assertThat(keystone.connect().stacks().progress(STACK))
                    .contains(new StackProgress(
                            1, 6, "swarm_master (Server)", "swarm_node (Server): Forbidden: Quota exceeded for cores"));
        }
    }

    @Test
    void progressIsWorthNoFailure() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> Reply.of(503, "{}"))) {
            OpenStackCloud lab = keystone.connect();
            assertThat(lab.stacks().progress(STACK)).isEmpty();
        }
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().without("orchestration").start()) {
            OpenStackCloud lab = new OpenStackCloud(TestClouds.settings(cloud));
            assertThat(lab.stacks().progress(STACK)).isEmpty();
        }
    }

    private static Reply answer(Seen request, String resources) {
        String uri = request.uri();
        if (uri.contains("/stacks/" + STACK)) {
            return new Reply(302, "", Map.of("Location", uri.replace(STACK, "bay/" + STACK)));
        }
        if (uri.contains("/stacks/bay/")) {
            return Reply.json("{\"resources\": [" + resources + "]}");
        }
        if (uri.startsWith("/network/v2.0/subnets/" + SUBNET)) {
            return Reply.json("{\"subnet\": {\"id\": \"" + SUBNET + "\", \"cidr\": \"10.0.0.0/24\"}}");
        }
        return Reply.json("{\"fixed_network\": null, \"fixed_subnet\": null}");
    }

    private static String resource(String name, String type, String status, String id) {
        return resource(name, type, status, "state changed", id);
    }

    private static String resource(String name, String type, String status, String reason, String id) {
        return RESOURCE.formatted(name, type, status, reason, id);
    }

    private static Cluster cluster(String status) {
        return new Cluster(
                UUID.randomUUID().toString(),
                "bay",
                status,
                null,
                Map.of(),
                UUID.randomUUID().toString(),
                STACK,
                null,
                1,
                Optional.empty());
    }
}
