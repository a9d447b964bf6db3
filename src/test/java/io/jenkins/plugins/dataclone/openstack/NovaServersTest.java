package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Servers.Attachment;
import io.jenkins.plugins.dataclone.port.Servers.Server;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NovaServersTest {
    private final ManualClock time = new ManualClock();
    private final EmbeddedCloud cloud = EmbeddedCloud.builder()
            .clock(time)
            .delays(Delays.realistic())
            .tokenLifetime(Duration.ofDays(365))
            .maxPage(3)
            .start();
    private Servers servers;
    private Volumes volumes;
    private String agent;
    private String disk;

    @BeforeEach
    void prepare() throws Exception {
        OpenStackCloud lab = new OpenStackCloud(TestClouds.settings(cloud));
        servers = lab.servers();
        volumes = lab.volumes();
        agent = cloud.addServer("agent-1");
        disk = cloud.addVolume("disk", 1, "lvm");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void attachesAndDetachesRepeatably() throws Exception {
        Attachment asked = servers.attach(agent, disk);
        assertThat(asked).isEqualTo(new Attachment(agent, disk, "/dev/sdb"));
        assertThat(volumes.showVolume(disk).status()).isEqualTo("reserved");
        assertThat(volumes.showVolume(disk).attachments()).as("not yet").isEmpty();
        assertThat(volumes.attachments(disk))
                .extracting(Volumes.Attachment::serverId)
                .containsExactly(agent);
        assertThat(servers.attachment(agent, disk)).contains(asked);
        assertThat(servers.attach(agent, disk)).as("the same again").isEqualTo(asked);
        time.advance(Duration.ofSeconds(10));
        assertThat(volumes.showVolume(disk).status()).isEqualTo("in-use");
        assertThat(volumes.showVolume(disk).attachments())
                .extracting(Volumes.Attachment::serverId)
                .containsExactly(agent);
        assertThat(servers.attach(agent, disk)).isEqualTo(asked);
        assertThat(cloud.created(Kind.VOLUME_ATTACHMENT)).isEqualTo(1);

        servers.detach(agent, disk);
        assertThat(volumes.showVolume(disk).status()).isEqualTo("detaching");
        assertThatThrownBy(() -> servers.detach(agent, disk))
                .as("under way")
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFLICT));
        time.advance(Duration.ofSeconds(10));
        assertThat(servers.attachment(agent, disk)).isEmpty();
        servers.detach(agent, disk);
        servers.detach(UUID.randomUUID().toString(), disk);
        assertThat(volumes.showVolume(disk).status()).isEqualTo("available");
    }

    @Test
    void aVolumeIsOnOneServerUnlessItsTypeAllowsMore() throws Exception {
        String other = cloud.addServer("agent-2");
        servers.attach(agent, disk);
        time.advance(Duration.ofSeconds(10));
        assertThatThrownBy(() -> servers.attach(other, disk))
                .hasMessageStartingWith("Nova on cloud 'lab' refused to attach volume " + disk + " to server " + other
                        + ": Invalid volume: volume " + disk + " is already attached to instances: " + agent
                        + " (400, ");

        cloud.addVolumeType("shared-disk", Map.of("multiattach", "<is> True"));
        String shared = cloud.addVolume("shared", 1, "shared-disk");
        servers.attach(agent, shared);
        time.advance(Duration.ofSeconds(10));
        servers.attach(other, shared);
        time.advance(Duration.ofSeconds(10));
        assertThat(volumes.showVolume(shared).attachments())
                .extracting(Volumes.Attachment::serverId)
                .containsExactly(agent, other);
        assertThat(volumes.showVolume(shared).multiattach()).isTrue();
    }

    @Test
    void serversAreFoundByNameAndId() throws Exception {
        for (int i = 0; i < 10; i++) {
            cloud.addServer("other-" + i);
        }
        cloud.addServer("agent-1.example.com");
        cloud.addServer("twin");
        cloud.addServer("twin");
        assertThat(servers.server("agent-1")).isEqualTo(new Server(agent, "agent-1", "ACTIVE"));
        assertThat(servers.server(agent).name()).isEqualTo("agent-1");
        assertThat(servers.server("agent-1.example.com").name()).isEqualTo("agent-1.example.com");
        assertThatThrownBy(() -> servers.server("agent"))
                .hasMessage("Nova on cloud 'lab' has no server 'agent' that this project can see.")
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.isNotFound()).isTrue());
        assertThatThrownBy(() -> servers.server("agent-1["))
                .as("no regular expression is sent")
                .hasMessageContaining("has no server 'agent-1['");
        assertThatThrownBy(() -> servers.server("twin")).hasMessageContaining("2 servers of the name 'twin'");
    }

    @Test
    void anAttachmentThatNovaKnowsIsNovasToEnd() throws Exception {
        servers.attach(agent, disk);
        time.advance(Duration.ofSeconds(10));
        String id = volumes.attachments(disk).get(0).id();
        assertThatThrownBy(() -> volumes.deleteAttachment(disk, id))
                .hasMessageContaining("ConflictNovaUsingAttachment")
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFLICT));
        cloud.faults().vanish(agent);
        volumes.deleteAttachment(disk, id);
        volumes.deleteAttachment(disk, id);
        assertThat(volumes.showVolume(disk).status()).isEqualTo("available");
    }

    @Test
    void anAttachmentThatComesToNothingLeavesNothing() throws Exception {
        cloud.faults().nextAttachFails();
        servers.attach(agent, disk);
        time.advance(Duration.ofSeconds(10));
        assertThat(servers.attachment(agent, disk)).isEmpty();
        assertThat(volumes.showVolume(disk).status()).isEqualTo("available");
    }

    @Test
    void whatFormsOffer() throws Exception {
        assertThat(servers.flavors()).contains("m1.small", "m1.large");
        assertThat(servers.keypairs()).containsExactly("jenkins");
        assertThat(cloud.living())
                .extracting(LivingObject::name)
                .contains("disk")
                .doesNotContain("agent-1");
    }
}
