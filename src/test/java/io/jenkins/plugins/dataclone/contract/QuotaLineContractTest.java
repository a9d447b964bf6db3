package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.flow.CloneFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** A quota that is used up: the flows wait in line, and go on when there is room. On either cloud. */
class QuotaLineContractTest {
    private static final Time CLOCK = Time.of(InstantSource.system());

    private final List<String> said = new ArrayList<>();
    private ContractCloud contract;
    private String production;
    private Ledger ledger;
    private FlowContext context;
    private Environment environment;

    @BeforeEach
    void prepare() throws Exception {
        contract = ContractCloud.open();
        production = contract.productionShare(1);
        Naming naming = new Naming("dcit");
        ledger = Ledger.load(
                new InMemoryEnvironmentStore(new EventLog()), CLOCK, () -> naming, FixedIdentity.of("contract"));
        context = FlowContext.unlimited(
                ledger,
                name -> contract.cloud(),
                naming::prefix,
                coe -> {
                    throw new AssertionError("nothing is deployed");
                },
                CLOCK,
                new Random(1));
        environment =
                ledger.open(new Owner("it#1", "", Instant.now()), contract.prefix(), Lifetime.of(Duration.ofHours(1)));
    }

    @AfterEach
    void removeEverything() throws Exception {
        setShares(Quota.UNLIMITED);
        contract.administrator()
                .share(HttpMethod.DELETE, "/quota-sets/" + contract.raw().projectId(), null);
        ledger.requestRelease(environment.id(), "the test has ended");
        finish(new ReleaseFlow(context, environment.id(), Progress.NONE));
        ContractCloud.gone(
                contract.cloud().shares()::deleteShare, contract.cloud().shares()::showShare, production);
        contract.close();
    }

    @Test
    void waitsUntilThereIsRoom() throws Exception {
        setShares(used());
        CloneFlow flow = flow();
        for (int i = 0; i < 3; i++) {
            assertThat(flow.advance().isDone()).isFalse();
        }
        assertThat(said).singleElement().asString().contains("position 1 in line: shares: 1 needed, 0 of");
        assertThat(contract.cloud().shares().listSnapshots("dcit-" + environment.id()))
                .isEmpty();

        setShares(used() + 1);
        CloneResult clone = contract.timed("clone after waiting in line", () -> finish(flow));
        assertThat(clone.id()).isNotEmpty();
        assertThat(said).anySatisfy(line -> assertThat(line).startsWith("There is room now"));
    }

    @Test
    void saysInNumbersThatItWaitedInVain() throws Exception {
        setShares(used());
        Flow<CloneResult> flow = flow().waitingForQuotaUntil(Instant.now());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> finish(flow))
                .withMessageContaining("waited in vain for the quota")
                .withMessageContaining("shares: 1 needed, 0 of")
                .satisfies(e -> contract.note(e.getMessage()));
    }

    private CloneFlow flow() throws CloudException {
        return new CloneFlow(
                context,
                environment.id(),
                "key",
                new CloneRequest(
                        contract.cloud().name(),
                        "orders-db",
                        DataKind.SHARE,
                        production,
                        SnapshotPolicy.takeNew(),
                        CloneShape.likeProduction(),
                        new AccessPolicy(List.of(Grantee.address("10.1.2.3")), "rw", false)),
                Instant.now().plus(Duration.ofMinutes(10)),
                said::add);
    }

    private long used() throws CloudException {
        QuotaItem shares = QuotaItem.of(QuotaKind.SHARES);
        return contract.cloud().quotas().read(Set.of(shares)).get(shares).used();
    }

    private void setShares(long limit) throws CloudException {
        String project = contract.raw().projectId();
        contract.administrator()
                .share(
                        HttpMethod.PUT,
                        "/quota-sets/" + project,
                        Map.of("quota_set", Map.of("shares", limit, "force", true)));
    }

    private static <T> T finish(Flow<T> flow) throws CloudException, InterruptedException {
        while (true) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return advance.result().orElseThrow();
            }
            LockSupport.parkNanos(advance.delay().toNanos());
        }
    }
}
