package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The adapter against a real OpenStack: the entry {@code OS_CLOUD} of clouds.yaml. {@code DATACLONE_IT_SHARE_TYPE} names a
 * share type that can create shares from snapshots (default: the cloud's) and {@code DATACLONE_IT_TOO_BIG} a size in GiB that is
 * within the quota and beyond the storage (default: that test is skipped). Everything it makes bears the prefix {@code dcit-}.
 * Bays and Heat stacks have contract tests, which run on this cloud too.
 */
@EnabledIfEnvironmentVariable(named = "OS_CLOUD", matches = ".+", disabledReason = "OS_CLOUD names no cloud")
class OpenStackIT {
    private static final Logger LOGGER = Logger.getLogger(OpenStackIT.class.getName());
    private static final String PREFIX = "dcit-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private static final OwnershipTag TAG = new OwnershipTag(
            "it",
            UUID.randomUUID().toString(),
            "job#1",
            Instant.now(),
            Instant.now().plusSeconds(3600));

    private static CloudSettings settings;
    private static OpenStackCloud cloud;

    @BeforeAll
    static void readConfiguration() throws CloudException {
        Path file = CloudsYamlFile.locate(System.getenv()).orElseThrow();
        settings = CloudsYamlFile.read(file).settings(System.getenv("OS_CLOUD"));
        cloud = new OpenStackCloud(settings);
    }

    @Test
    void clonesAShareAndRemovesEverything() throws Exception {
        List<String> times = new ArrayList<>();
        Shares shares = cloud.shares();
        String production = timed(times, "stand-in for production", this::createProduction);
        try {
            Snapshot snapshot = timed(times, "snapshot", () -> {
                Snapshot asked = shares.createSnapshot(production, PREFIX + "snapshot-1", TAG);
                ready(() -> shares.showSnapshot(asked.id()).remoteStatus());
                return shares.showSnapshot(asked.id());
            });
            assertThat(shares.listSnapshots(PREFIX + "snapshot-1")).containsExactly(snapshot);
            assertThat(snapshot.createdAt())
                    .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(60));

            Share clone = timed(times, "share from snapshot", () -> {
                Share asked = shares.createShare(new NewShare(
                        PREFIX + "share-1", snapshot.id(), "NFS", snapshot.sizeGiB(), null, null, null, TAG));
                assertThatThrownBy(() -> shares.allowAccess(asked.id(), new Access("ip", "10.1.2.3", "rw")))
                        .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.kind())
                                .isEqualTo(CloudException.Kind.CONFLICT));
                assertThatThrownBy(() -> shares.deleteShare(asked.id()))
                        .hasMessageContaining("its status is 'creating")
                        .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isRetryable())
                                .isTrue());
                ready(() -> shares.showShare(asked.id()).remoteStatus());
                return shares.showShare(asked.id());
            });
            assertThat(OwnershipTag.from(clone.metadata())).isPresent();
            assertThat(clone.snapshotId()).isEqualTo(snapshot.id());
            assertThat(shares.listShares(PREFIX))
                    .extracting(Share::id)
                    .containsExactlyInAnyOrder(production, clone.id());

            AccessRule rule = timed(times, "access rule", () -> {
                AccessRule asked = shares.allowAccess(clone.id(), new Access("ip", "10.1.2.3", "rw"));
                ready(() -> rule(clone.id(), asked.id()).remoteStatus());
                return asked;
            });
            assertThat(shares.allowAccess(clone.id(), new Access("ip", "10.1.2.3", "rw"))
                            .id())
                    .isEqualTo(rule.id());
            assertThat(shares.exportLocations(clone.id())).isNotEmpty().allMatch(export -> !export.path()
                    .isEmpty());

            assertThatThrownBy(() -> shares.deleteShare(production))
                    .hasMessageContaining("it has snapshots")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFLICT));
            timed(times, "deny access", () -> {
                shares.denyAccess(clone.id(), rule.id());
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> shares.listAccess(clone.id()).isEmpty());
                shares.denyAccess(clone.id(), rule.id());
                return null;
            });
            timed(times, "delete share", () -> deleteTwice(shares::deleteShare, shares::showShare, clone.id()));
            timed(
                    times,
                    "delete snapshot",
                    () -> deleteTwice(shares::deleteSnapshot, shares::showSnapshot, snapshot.id()));
        } finally {
            for (Share left : shares.listShares(PREFIX)) {
                if (!left.id().equals(production)) {
                    deleteTwice(shares::deleteShare, shares::showShare, left.id());
                }
            }
            for (Snapshot left : shares.listSnapshots(PREFIX)) {
                deleteTwice(shares::deleteSnapshot, shares::showSnapshot, left.id());
            }
            deleteTwice(shares::deleteShare, shares::showShare, production);
        }
        assertThat(shares.listShares(PREFIX)).isEmpty();
        assertThat(shares.listSnapshots(PREFIX)).isEmpty();
        LOGGER.info(() -> "clone on " + cloud.name() + ": " + String.join(", ", times));
    }

    @Test
    void saysWhyAShareCouldNotBeMade() throws Exception {
        String size = System.getenv("DATACLONE_IT_TOO_BIG");
        assumeTrue(size != null, "DATACLONE_IT_TOO_BIG names no size that no back end has room for");
        String tooBig = createShare(PREFIX + "too-big", Integer.parseInt(size));
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> cloud.shares().showShare(tooBig).remoteStatus() != RemoteStatus.PENDING);
            assertThat(cloud.shares().showShare(tooBig).remoteStatus()).isEqualTo(RemoteStatus.FAILED);
            assertThat(cloud.shares().failureReason(tooBig)).hasValueSatisfying(reason -> assertThat(reason)
                    .containsIgnoringCase("No storage could be allocated"));
        } finally {
            deleteTwice(cloud.shares()::deleteShare, cloud.shares()::showShare, tooBig);
        }
    }

    @Test
    void quotaIsNamedAsSuch() {
        assertThatThrownBy(() -> createShare(PREFIX + "beyond-quota", 200_000_000))
                .hasMessageContaining("quota")
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.kind()).isEqualTo(CloudException.Kind.QUOTA);
                    assertThat(e.status()).isEqualTo(413);
                    assertThat(e.retryAfter()).isEmpty();
                });
    }

    @Test
    void whatIsNotOursIsNotFound() {
        String foreign = UUID.randomUUID().toString();
        for (Callable<?> call : List.<Callable<?>>of(
                () -> cloud.shares().showShare(foreign),
                () -> cloud.shares().showSnapshot(foreign),
                () -> cloud.networks().subnetCidrs("no such network"))) {
            assertThatThrownBy(call::call).isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                    .as(e.getMessage())
                    .isTrue());
        }
    }

    @Test
    void wrongPasswordNamesAllThreeCauses() throws CloudException {
        Credential.Password right = (Credential.Password) settings.credential();
        OpenStackCloud wrong = new OpenStackCloud(CloudSettings.builder(
                        "lab",
                        settings.keystoneUrl(),
                        new Credential.Password(right.user(), right.project(), SecretText.of("not-the-password")))
                .build());
        assertThatThrownBy(() -> wrong.shares().listShares(""))
                .hasMessageContainingAll("password is wrong", "does not exist", "no role", "(401, req-")
                .message()
                .doesNotContain("not-the-password");
    }

    private String createProduction() throws Exception {
        String id = createShare(PREFIX + "production", 1);
        ready(() -> cloud.shares().showShare(id).remoteStatus());
        return id;
    }

    /** The port cannot create a share out of nothing, and should not. */
    private static String createShare(String name, int size) throws CloudException {
        Map<String, Object> share = new LinkedHashMap<>(Map.of("name", name, "share_proto", "NFS", "size", size));
        if (System.getenv("DATACLONE_IT_SHARE_TYPE") != null) {
            share.put("share_type", System.getenv("DATACLONE_IT_SHARE_TYPE"));
        }
        Session session = TestClouds.session(settings);
        return session.write(ServiceName.MANILA, "create " + name, client -> new ManilaApi(ManilaVersion.NEWEST)
                .post("/shares", Map.of("share", share))
                .path("share")
                .path("id")
                .asText());
    }

    private static AccessRule rule(String share, String id) throws CloudException {
        return cloud.shares().listAccess(share).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void ready(Callable<RemoteStatus> status) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    RemoteStatus now = status.call();
                    assertThat(now).isNotEqualTo(RemoteStatus.FAILED);
                    return now == RemoteStatus.READY;
                });
    }

    private interface Delete {
        void of(String id) throws CloudException;
    }

    private interface Show {
        Object of(String id) throws CloudException;
    }

    private static Void deleteTwice(Delete delete, Show show, String id) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsMatching(e -> e instanceof CloudException c && c.isRetryable())
                .until(() -> {
                    delete.of(id);
                    delete.of(id);
                    return true;
                });
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsMatching(e -> e instanceof CloudException c && c.isRetryable())
                .until(() -> {
                    try {
                        show.of(id);
                        return false;
                    } catch (CloudException e) {
                        if (e.isNotFound()) {
                            return true;
                        }
                        throw e;
                    }
                });
        return null;
    }

    private static <T> T timed(List<String> times, String what, Callable<T> call) throws Exception {
        Instant start = Instant.now();
        T result = call.call();
        times.add(what + " " + Duration.between(start, Instant.now()).toMillis() / 100 / 10.0 + " s");
        return result;
    }
}
