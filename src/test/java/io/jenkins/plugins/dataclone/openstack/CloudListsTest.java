package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.port.Time;
import org.junit.jupiter.api.Test;

/** What a project may choose from, as the forms offer it. */
class CloudListsTest {
    @Test
    void namesAreThoseThatCanBeAskedFor() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            OpenStackCloud openStack = TestClouds.at(cloud, Time.system());

            assertThat(openStack.shares().shareTypes()).contains("default");
            for (String type : openStack.shares().shareTypes()) {
                assertThat(openStack.shares().shareType(type).name()).isEqualTo(type);
            }
            assertThat(openStack.volumes().volumeTypes()).contains("lvm");
            for (String type : openStack.volumes().volumeTypes()) {
                assertThat(openStack.volumes().volumeType(type).name()).isEqualTo(type);
            }
            assertThat(openStack.clusters().templates()).contains("swarm-mode", "kubernetes");
            for (String template : openStack.clusters().templates()) {
                assertThat(openStack.clusters().template(template).name()).isEqualTo(template);
            }
            for (String network : openStack.shares().shareNetworks()) {
                assertThat(openStack.shares().shareNetworkId(network)).isNotEmpty();
            }
            assertThat(openStack.servers().flavors()).isNotEmpty();
        }
    }
}
