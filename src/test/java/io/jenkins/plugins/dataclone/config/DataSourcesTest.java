package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class DataSourcesTest {
    private static final String JOB = "shop/app/main";

    private final CloudProfile lab = Samples.cloud("lab");
    private final CloudProfile other = Samples.cloud("other");
    private final DataSource orders = Samples.source("orders-db", "lab", "shop");
    private final DataSource users = Samples.source("users-db", "lab");
    private final DataSource secret = Samples.source("payroll", "lab", "hr");
    private final DataSource twin = Samples.source("users-db", "other");
    private final DataSource lonely = Samples.source("mail", "other");

    private DataSources sources() {
        return new DataSources(List.of(lab, other), List.of(orders, users, secret, twin, lonely));
    }

    @Test
    void givesAllThatTheAdministratorDecided() throws CloudException {
        orders.setShareType("fast");
        orders.setSizeGiB(20);
        orders.setAccessLevel("ro");
        orders.setAvailabilityZone("zone-1");
        orders.setShareNetwork("net");
        orders.setAccessTo(List.of("10.20.0.0/24", "network:ci"));

        assertThat(sources().cloneRequest("lab", "orders-db", null, JOB))
                .isEqualTo(new CloneRequest(
                        "lab",
                        "orders-db",
                        DataKind.SHARE,
                        Samples.SHARE_ID,
                        SnapshotPolicy.takeNew(),
                        new CloneShape("fast", 20, "zone-1", "net"),
                        new AccessPolicy(
                                List.of(Grantee.address("10.20.0.0/24"), new Grantee(Grantee.Kind.NETWORK, "ci")),
                                "ro",
                                false)));
    }

    @Test
    void aVolumeIsClonedAsOne() throws CloudException {
        DataSource disk = new DataSource("disk", "lab");
        disk.setVolumeId(Samples.SHARE_ID);
        disk.setVolumeType("fast");
        CloneRequest request = new DataSources(List.of(lab), List.of(disk)).cloneRequest("lab", "disk", null, JOB);

        assertThat(request.kind()).isEqualTo(DataKind.VOLUME);
        assertThat(request.originId()).isEqualTo(Samples.SHARE_ID);
        assertThat(request.shape().type()).isEqualTo("fast");
    }

    @Test
    void aJobThatMayCloneAnythingIsNotHeldBackByRulesForFolders() throws CloudException {
        DataSources free = new DataSources(
                List.of(lab, other), List.of(orders, users, secret, twin, lonely), JOB::equals, job -> false);

        assertThat(free.cloneRequest("lab", "payroll", null, JOB).source()).isEqualTo("payroll");
        refused(() -> free.cloneRequest("lab", "payroll", null, "another/job"));
        assertThat(free.isKeptByFolders("lab", "payroll", JOB)).isTrue();
        assertThat(free.isKeptByFolders("lab", "orders-db", JOB)).isFalse();
    }

    @Test
    void pullRequestsFromForksAreKeptOutUnlessTheSourceIsOpenToThem() throws CloudException {
        DataSources sources = new DataSources(List.of(lab), List.of(orders, secret), JOB::equals, JOB::equals);

        refused(() -> sources.cloneRequest("lab", "orders-db", null, JOB))
                .withMessageStartingWith(
                        "data source 'orders-db' on cloud 'lab' is not for pull requests from forks; ");
        refused(() -> sources.lifetime("lab", "orders-db", JOB, null));
        orders.setAllowForks(true);
        assertThat(sources.cloneRequest("lab", "orders-db", null, JOB).source()).isEqualTo("orders-db");
        assertThat(sources.cloneRequest("lab", "orders-db", null, "shop/app/other")
                        .source())
                .isEqualTo("orders-db");
    }

    @Test
    void listsTheValidNamesForAMisspelledOne() {
        refused(() -> sources().cloneRequest("lab", "order-db", null, JOB))
                .withMessage("no data source 'order-db' on cloud 'lab'; you may use: orders-db, users-db");
    }

    @Test
    void answersAForbiddenNameLikeOneThatDoesNotExist() {
        refused(() -> sources().cloneRequest("lab", "payroll", null, JOB))
                .withMessage("no data source 'payroll' on cloud 'lab'; you may use: orders-db, users-db");
    }

    @Test
    void listsOnlyCloudsOnWhichThereIsSomethingForTheJob() {
        DataSources sources = new DataSources(List.of(lab, other), List.of(orders, Samples.source("x", "other", "hr")));

        refused(() -> sources.cloneRequest("lap", "orders-db", null, JOB))
                .withMessage("no data source is offered to this job on a cloud 'lap'; you may use: lab");
        refused(() -> sources.cloneRequest("other", "x", null, JOB)).withMessageEndingWith("you may use: lab");
    }

    @Test
    void saysWhomToAskWhenNothingIsOffered() {
        DataSources sources = new DataSources(List.of(lab), List.of(secret));

        refused(() -> sources.cloneRequest(null, "payroll", null, JOB))
                .withMessage("no data source 'payroll'; none is offered to this job, ask the administrator");
    }

    @Test
    void findsTheCloudItselfWhenTheSourceIsOnOneOnly() throws CloudException {
        assertThat(sources().cloneRequest(null, "mail", null, JOB).cloud()).isEqualTo("other");
        assertThat(sources().cloneRequest("", "orders-db", null, JOB).cloud()).isEqualTo("lab");
    }

    @Test
    void asksForTheCloudWhenTheSourceIsOnSeveral() {
        refused(() -> sources().cloneRequest(null, "users-db", null, JOB))
                .withMessage("data source 'users-db' exists on several clouds: lab, other; say which with cloud:");
    }

    @Test
    void doesNotCountCloudsThatTheJobMayNotUse() throws CloudException {
        DataSources sources =
                new DataSources(List.of(lab, other), List.of(users, Samples.source("users-db", "other", "hr")));

        assertThat(sources.cloneRequest(null, "users-db", null, JOB).cloud()).isEqualTo("lab");
    }

    @Test
    void refusesOpenAccessThatGotOntoTheDisk() {
        users.setAccessTo(List.of("0.0.0.0/0"));

        refused(() -> sources().cloneRequest("lab", "users-db", null, JOB))
                .withMessageContaining("the configuration is not sound")
                .withMessageContaining("0.0.0.0/0");
    }

    @Test
    void allowsOpenAccessWhereTheCloudDoes() throws CloudException {
        users.setAccessTo(List.of("0.0.0.0/0"));
        lab.setAllowOpenAccess(true);

        AccessPolicy access =
                sources().cloneRequest("lab", "users-db", null, JOB).access();
        assertThat(access.grantees()).containsExactly(Grantee.address("0.0.0.0/0"));
        assertThat(access.openAllowed()).isTrue();
    }

    @Test
    void refusesASourceWhoseCloudIsGone() {
        DataSources sources = new DataSources(List.of(other), List.of(users));

        refused(() -> sources.cloneRequest("lab", "users-db", null, JOB))
                .withMessageContaining("not configured any more");
    }

    @Test
    void givesTheUsualLifeWhenTheJobSaysNothing() throws CloudException {
        assertThat(sources().lifetime("lab", "orders-db", JOB, null).ttl()).isEqualTo(Duration.ofHours(4));
        orders.setMaximumTtl("2h");
        assertThat(sources().lifetime("lab", "orders-db", JOB, " ").ttl()).isEqualTo(Duration.ofHours(2));
        orders.setDefaultTtl("30m");
        assertThat(sources().lifetime("lab", "orders-db", JOB, "").ttl()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void refusesALongerLifeThanAllowed() throws CloudException {
        orders.setMaximumTtl("8h");

        assertThat(sources().lifetime("lab", "orders-db", JOB, "8h").ttl()).isEqualTo(Duration.ofHours(8));
        refused(() -> sources().lifetime("lab", "orders-db", JOB, "481m"))
                .withMessage("ttl: data source 'orders-db' on cloud 'lab' allows at most 8h, not 8h 1m");
        refused(() -> sources().lifetime("lab", "orders-db", JOB, "for ever")).withMessageContaining("length of time");
    }

    private static ThrowableAssertAlternative<CloudException> refused(ThrowingCallable call) {
        return assertThatExceptionOfType(CloudException.class)
                .isThrownBy(call)
                .matches(e -> e.kind() == CloudException.Kind.CONFIGURATION);
    }
}
