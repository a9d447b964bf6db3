package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentReceiptTest {
    private final TestBed bed = new TestBed();
    private String id;

    @BeforeEach
    void provision() throws Exception {
        id = bed.open().id();
        bed.finish(new EnvironmentFlow(
                bed.context(),
                id,
                "block",
                bed.cloneRequest(),
                Optional.of(bed.bayRequest()),
                Optional.of(bed.deployRequest("service db", "service web 8080", "volume dbdata")),
                bed.deadline(),
                bed.progress()));
    }

    @Test
    void tellsWhatABuildGot() {
        EnvironmentReceipt receipt = EnvironmentReceipt.of(environment());

        assertThat(receipt.getState()).isEqualTo(EnvironmentState.OPEN);
        assertThat(receipt.getOpenedAt()).isEqualTo(TestBed.START);
        assertThat(receipt.getKeptUntil()).isNull();
        assertThat(receipt.getEndedAt()).isNull();
        assertThat(receipt.getData()).singleElement().satisfies(data -> {
            assertThat(data.getSource()).isEqualTo("orders-db");
            assertThat(data.getSnapshotId())
                    .isEqualTo(resource(ResourceKind.SHARE_SNAPSHOT).id());
            assertThat(data.getCloneId()).isEqualTo(resource(ResourceKind.SHARE).id());
            assertThat(data.getDataTime()).isNotNull();
            assertThat(data.getSizeGiB()).isEqualTo(2);
            assertThat(data.getTookMillis()).isPositive();
            assertThat(data.getExport()).isNotBlank();
        });
        assertThat(receipt.getBays()).singleElement().satisfies(bay -> {
            assertThat(bay.getTemplate()).isEqualTo("swarm-small");
            assertThat(bay.getApiAddress()).startsWith("tcp://");
        });
        assertThat(receipt.getApplications()).singleElement().satisfies(stack -> assertThat(stack.getEndpoints())
                .containsKey("web"));
        assertThat(receipt.getItems()).hasSize(environment().resources().size()).allSatisfy(item -> {
            assertThat(item.getId()).isNotNull();
            assertThat(item.getRequestedAt()).isNotNull();
            assertThat(item.getGoneProof()).isNull();
        });
    }

    @Test
    void tellsHowEachObjectIsKnownToBeGone() throws Exception {
        bed.ledger().plan(id, ResourceKind.CLUSTER, "lab", "never asked for", Map.of());
        bed.ledger().requestRelease(id, "its block has ended");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));

        EnvironmentReceipt receipt = EnvironmentReceipt.of(environment());

        assertThat(receipt.getState()).isEqualTo(EnvironmentState.ENDED);
        assertThat(receipt.getReleaseReason()).isEqualTo("its block has ended");
        assertThat(receipt.getReleasedAt()).isNotNull();
        assertThat(receipt.getEndedAt()).isEqualTo(bed.clock.instant());
        assertThat(receipt.getItems()).allSatisfy(item -> {
            assertThat(item.getGoneAt()).isNotNull();
            assertThat(item.getGoneProof())
                    .isEqualTo(item.getId() == null ? GoneProof.NEVER_REQUESTED : GoneProof.NOT_FOUND);
        });
    }

    @Test
    void whatGoesWithItsHostSaysSo() throws Exception {
        bed.cloud.vanish(resource(ResourceKind.SHARE).id());
        bed.deployer.silent();
        bed.ledger().requestRelease(id, "its block has ended");
        bed.finish(new ReleaseFlow(bed.context(), id, bed.progress()));

        assertThat(EnvironmentReceipt.of(environment()).getItems())
                .filteredOn(item -> item.getGoneProof() == GoneProof.WITH_ITS_HOST)
                .extracting(ReceiptItem::getKind)
                .contains(ResourceKind.ACCESS_RULE, ResourceKind.STACK);
    }

    /** XStream writes records and cannot read them back, and knows JDK collections that are no common ones by their insides. */
    @Test
    void isMadeOfWhatXStreamReadsBack() throws Exception {
        EnvironmentReceipt receipt = EnvironmentReceipt.of(environment());
        DataCloneRunData data = new DataCloneRunData();
        data.put(receipt);
        plain(data);
        plain(receipt);
        plain(receipt.getData().get(0));
        plain(receipt.getBays().get(0));
        plain(receipt.getApplications().get(0));
        plain(receipt.getItems().get(0));
    }

    private static void plain(Object written) throws IllegalAccessException {
        assertThat(written.getClass().isRecord()).isFalse();
        for (Field field : written.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                Object value = field.get(written);
                assertThat(value == null ? "String" : value.getClass().getSimpleName())
                        .as(field.toString())
                        .isIn(Set.of("String", "Long", "Integer", "Boolean", "ArrayList", "TreeMap"));
            }
        }
    }

    @Test
    void aBuildHasOneReceiptForEachEnvironment() throws Exception {
        DataCloneRunData data = new DataCloneRunData();
        Environment second = bed.ledger().open(TestBed.OWNER, "second", Lifetime.of(Duration.ofHours(1)));
        data.put(EnvironmentReceipt.of(second));
        data.put(EnvironmentReceipt.of(environment()));
        data.put(EnvironmentReceipt.of(bed.ledger().keep(id, Duration.ofHours(1), "2 tests failed")));

        assertThat(data.getEnvironments())
                .extracting(EnvironmentReceipt::getName)
                .containsExactly("default", "second");
        assertThat(data.getEnvironments().get(0).getKeptUntil())
                .isEqualTo(bed.clock.instant().plusSeconds(3600));
        assertThat(data.getEnvironments().get(0).getKeptBecause()).isEqualTo("2 tests failed");
    }

    private Environment environment() {
        return bed.ledger().get(id);
    }

    private Resource resource(ResourceKind kind) {
        List<Resource> found = environment().resources(r -> r.kind() == kind);
        return found.get(0);
    }
}
