package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Servers.Attachment;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nova's part of a volume's life: on which servers it is. With Cinder's view of it. */
class NovaContractTest {
    private static final String TYPE = "lvm";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ContractCloud contract;
    private static Servers servers;
    private static Volumes volumes;
    private static String agent;
    private static String other;
    /** How to remove what a test has made, the latest first. */
    private final Deque<Runnable> made = new ArrayDeque<>();

    private String disk;

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        servers = contract.cloud().servers();
        volumes = contract.cloud().volumes();
        agent = contract.timed("create server", () -> contract.server("agent-1"));
        other = contract.server("agent-2");
    }

    @AfterAll
    static void close() throws Exception {
        contract.timed("delete server", () -> {
            contract.removeServer(agent);
            return null;
        });
        contract.removeServer(other);
        contract.close();
    }

    @BeforeEach
    void aDisk() throws Exception {
        disk = volume(TYPE);
    }

    @AfterEach
    void removeEverything() {
        made.forEach(Runnable::run);
    }

    @Test
    void aVolumeIsOnOneServerUntilItIsTakenOff() throws Exception {
        assertThat(servers.attachment(agent, disk)).isEmpty();

        Attachment asked = contract.timed("attach", () -> attached(agent, disk));

        assertThat(asked.device()).startsWith("/dev/");
        assertThat(servers.attachment(agent, disk)).contains(asked);
        assertThat(servers.attach(agent, disk)).as("the same again").isEqualTo(asked);
        assertThat(volumes.showVolume(disk).attachments())
                .extracting(Volumes.Attachment::serverId)
                .containsExactly(agent);
        assertThat(volumes.attachments(disk)).isEqualTo(volumes.showVolume(disk).attachments());
        refused(Kind.REFUSED, "is already attached to instances: " + agent, () -> servers.attach(other, disk));
        refused(Kind.CONFLICT, "it is attached, and must be detached first", () -> volumes.deleteVolume(disk));
        String attachment = volumes.attachments(disk).get(0).id();
        refused(
                Kind.CONFLICT,
                "ConflictNovaUsingAttachment: Detach volume from instance " + agent + " using the Compute API",
                () -> volumes.deleteAttachment(disk, attachment));

        contract.timed("detach", () -> {
            detach(agent, disk);
            return null;
        });
        assertThat(volumes.showVolume(disk).attachments()).isEmpty();
        assertThat(volumes.attachments(disk)).isEmpty();
        servers.detach(agent, disk);
        assertThat(servers.attachment(agent, disk)).isEmpty();
    }

    /** What a roll-back has to do, and in which order. */
    @Test
    void aVolumeGoesBackOnlyWhileItIsOnNoServer() throws Exception {
        attached(agent, disk);
        Snapshot snapshot = volumes.createSnapshot(disk, contract.prefix() + "checkpoint", contract.tag());
        made.push(() -> ContractCloud.gone(volumes::deleteSnapshot, volumes::showSnapshot, snapshot.id()));
        ContractCloud.ready(() -> volumes.showSnapshot(snapshot.id()).remoteStatus());
        refused(Kind.CONFLICT, "Volume's status must be 'available'", () -> volumes.revert(disk, snapshot.id()));
        assertThat(volumes.showVolume(disk).status()).as("as it was").isEqualTo("in-use");

        contract.timed("detach, revert, attach", () -> {
            detach(agent, disk);
            volumes.revert(disk, snapshot.id());
            await(() -> volumes.showVolume(disk).status().equals("available"));
            return attached(agent, disk);
        });

        assertThat(volumes.showSnapshot(snapshot.id()).status()).isEqualTo("available");
        detach(agent, disk);
    }

    @Test
    void aServerThatGoesLetsGoOfItsVolumes() throws Exception {
        String going = contract.server("going");
        attached(going, disk);
        contract.removeServer(going);
        await(() -> volumes.showVolume(disk).status().equals("available"));
        assertThat(volumes.attachments(disk)).isEmpty();
        assertThat(servers.attachment(going, disk)).isEmpty();
        servers.detach(going, disk);
        refused(Kind.NOT_FOUND, going + " could not be found", () -> servers.attach(going, disk));
    }

    @Test
    void severalServersHaveAVolumeWhoseTypeAllowsIt() throws Exception {
        String type = contract.addSharedVolumeType("shared");
        made.push(() -> removeType(type));
        assertThat(volumes.volumeType(type).multiattach()).isTrue();
        String shared = volume(type);
        assertThat(volumes.showVolume(shared).multiattach()).isTrue();
        attached(agent, shared);
        attached(other, shared);
        assertThat(volumes.showVolume(shared).attachments())
                .extracting(Volumes.Attachment::serverId)
                .containsExactlyInAnyOrder(agent, other);

        detach(agent, shared);

        assertThat(volumes.showVolume(shared).status()).isEqualTo("in-use");
        detach(other, shared);
    }

    @Test
    void whatIsAnotherTenantsIsNotThere() throws Exception {
        Servers stranger = new OpenStackCloud(contract.other()).servers();
        attached(agent, disk);
        refused(Kind.NOT_FOUND, "", () -> stranger.server(agent));
        refused(Kind.NOT_FOUND, "", () -> stranger.server(contract.prefix() + "agent-1"));
        refused(Kind.NOT_FOUND, "", () -> stranger.attach(agent, disk));
        assertThat(stranger.attachment(agent, disk)).isEmpty();
        stranger.detach(agent, disk);
        assertThat(volumes.showVolume(disk).status())
                .as("what is not there for one is gone for that one only")
                .isEqualTo("in-use");
        Volumes strangersCinder = new OpenStackCloud(contract.other()).volumes();
        String attachment = volumes.attachments(disk).get(0).id();
        // the one call whose answer tells that there is something
        refused(Kind.DENIED, "Policy", () -> strangersCinder.deleteAttachment(disk, attachment));
        assertThat(volumes.attachments(disk)).hasSize(1);
        detach(agent, disk);
    }

    @Test
    void whatIsNotThereIsNotFoundAndTakingItOffASuccess() throws Exception {
        String unknown = UUID.randomUUID().toString();
        refused(Kind.NOT_FOUND, "", () -> servers.server(unknown));
        refused(Kind.NOT_FOUND, "has no server 'no-such-server'", () -> servers.server("no-such-server"));
        refused(Kind.NOT_FOUND, "", () -> servers.attach(unknown, disk));
        refused(Kind.NOT_FOUND, "", () -> servers.attach(agent, unknown));
        assertThat(servers.attachment(unknown, disk)).isEmpty();
        servers.detach(unknown, disk);
        servers.detach(agent, unknown);
    }

    private String volume(String type) throws Exception {
        String id = contract.volume("disk", type, 1);
        made.push(() -> ContractCloud.gone(volumes::deleteVolume, volumes::showVolume, id));
        ContractCloud.ready(() -> volumes.showVolume(id).remoteStatus());
        return id;
    }

    private static void removeType(String type) {
        try {
            contract.removeVolumeType(type);
        } catch (CloudException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits as the product does, for what Cinder says. */
    private static Attachment attached(String server, String volume) throws CloudException {
        Attachment asked = servers.attach(server, volume);
        await(() -> volumes.showVolume(volume).attachments().stream()
                .anyMatch(attachment -> attachment.serverId().equals(server)));
        return asked;
    }

    private static void detach(String server, String volume) throws CloudException {
        servers.detach(server, volume);
        await(() -> volumes.showVolume(volume).attachments().stream()
                        .noneMatch(attachment -> attachment.serverId().equals(server))
                && !volumes.showVolume(volume).status().equals("detaching"));
    }

    /** A question to the cloud. */
    @FunctionalInterface
    private interface Question {
        boolean ask() throws CloudException;
    }

    private static void await(Question question) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .pollDelay(Duration.ZERO)
                .until(question::ask);
    }

    private static void refused(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining(words).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            contract.note(e.getMessage());
        });
    }
}
