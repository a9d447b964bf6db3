package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Fault;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removals side by side, on two clouds over HTTP. Nobody sends the reaper on a round here. */
class ReleasesTest {
    private static final double SPEED = 10;
    private static final int AT_ONCE = 4;

    private final EmbeddedCloud good = EmbeddedCloud.start();
    private final EmbeddedCloud bad = EmbeddedCloud.start();
    private final Map<String, EmbeddedCloud> clouds = Map.of("good", good, "bad", bad);
    private final Map<String, String> production =
            Map.of("good", good.addProductionShare("orders", 1), "bad", bad.addProductionShare("orders", 1));
    private final Pace pace = Pace.quick(SPEED);
    private final FixedIdentity identity = FixedIdentity.of("controller-1");
    private DataCloneRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        clouds.values().forEach(cloud -> cloud.quotas("ci").shares(100).shareSnapshots(100));
        runtime = new DataCloneRuntime(
                new TwoClouds(),
                new InMemoryEnvironmentStore(new EventLog()),
                owner -> OwnerProbe.Answer.ALIVE,
                identity,
                pace);
    }

    @AfterEach
    void stop() {
        runtime.close();
        good.close();
        bad.close();
    }

    @Test
    void noMoreThanTheLimitOfACloudAreOnTheirWayOutAtOnce() throws Exception {
        List<Environment> environments = environments("good", 16);
        good.delays(Delays.instant()
                .with(Step.SHARE_DELETE, Duration.ofMillis(150))
                .with(Step.SHARE_SNAPSHOT_DELETE, Duration.ofMillis(150)));
        AtomicInteger most = new AtomicInteger();

        release(environments);

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    long leaving = good.living().stream()
                            .filter(o -> o.kind() != Kind.ACCESS_RULE && "deleting".equals(o.status()))
                            .count();
                    most.accumulateAndGet((int) leaving, Math::max);
                    return ended("good") == environments.size();
                });
        assertThat(most.get()).isBetween(2, AT_ONCE);
        assertThat(good.living()).isEmpty();
        assertThat(good.productionWrites()).isEmpty();
    }

    /** The removals of one cloud are over while every call to the other one waits for its answer. */
    @Test
    void aCloudThatDoesNotAnswerDelaysNoOther() throws Exception {
        List<Environment> hanging = environments("bad", 12);
        List<Environment> well = environments("good", 50);
        Fault silence = bad.faults().next("*", "").times(Integer.MAX_VALUE).answersLate(Duration.ofMillis(1_200));
        release(hanging);
        await().until(() -> silence.hits() > 0);

        release(well);
        await().atMost(Duration.ofSeconds(60)).until(() -> ended("good") == well.size());

        assertThat(ended("bad")).as("on the cloud that does not answer").isZero();
        assertThat(good.living()).isEmpty();
        bad.faults().clear();
        await().atMost(Duration.ofSeconds(60)).until(() -> ended("bad") == hanging.size());
        assertThat(bad.living()).isEmpty();
    }

    /** An obstacle is said once; a build that joins afterwards has to hear what it waits for, too. */
    @Test
    void whoJoinsARemovalIsToldWhatStandsInItsWay() throws Exception {
        String id = environments("good", 1).get(0).id();
        identity.question();
        List<String> first = new CopyOnWriteArrayList<>();
        runtime.release(id, "done", first::add);
        await().until(() -> !first.isEmpty());
        List<String> second = new CopyOnWriteArrayList<>();

        runtime.release(id, "done", second::add);

        assertThat(first).singleElement().asString().contains("may belong to another Jenkins controller");
        assertThat(second).isEqualTo(first);
        runtime.adopt();
        await().until(() -> ended("good") == 1);
        assertThat(second.get(second.size() - 1)).contains("confirmed gone");
    }

    private void release(List<Environment> environments) throws CloudException {
        for (Environment environment : environments) {
            runtime.release(environment.id(), "done");
        }
    }

    private long ended(String cloud) {
        return runtime.ledger().all().stream()
                .filter(e -> e.name().startsWith(cloud) && e.state() == EnvironmentState.ENDED)
                .count();
    }

    private List<Environment> environments(String cloud, int count) throws Exception {
        List<CompletableFuture<CloneResult>> made = new ArrayList<>();
        List<Environment> environments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Owner owner = new Owner("job#" + i, "", pace.instant());
            Environment environment = runtime.ledger().open(owner, cloud + "-" + i, Lifetime.of(Duration.ofHours(4)));
            environments.add(environment);
            CompletableFuture<CloneResult> result = new CompletableFuture<>();
            made.add(result);
            CloneRequest request = new CloneRequest(
                    cloud,
                    "orders",
                    DataKind.SHARE,
                    production.get(cloud),
                    SnapshotPolicy.takeNew(),
                    CloneShape.likeProduction(),
                    new AccessPolicy(List.of(Grantee.address("10.0.0.7")), "rw", false));
            runtime.run(
                    environment.id(),
                    CloneFlows.of(
                            runtime.context(),
                            environment.id(),
                            "clone",
                            request,
                            pace.instant().plus(Duration.ofHours(1)),
                            Progress.NONE),
                    new Outcome<CloneResult>() {
                        @Override
                        public void done(CloneResult clone) {
                            result.complete(clone);
                        }

                        @Override
                        public void failed(Exception cause) {
                            result.completeExceptionally(cause);
                        }
                    });
        }
        for (CompletableFuture<CloneResult> result : made) {
            result.get(60, TimeUnit.SECONDS);
        }
        return environments;
    }

    private final class TwoClouds extends CloudsOnly {
        @Override
        public List<String> clouds() {
            return List.of();
        }

        @Override
        public int deletionsAtOnce(String cloud) {
            return cloud.equals("good") ? AT_ONCE : 8;
        }

        @Override
        public CloudSettings cloud(String name) throws CloudException {
            EmbeddedCloud cloud = clouds.get(name);
            return CloudSettings.builder(
                            name,
                            cloud.keystoneUrl(),
                            Credential.ApplicationCredential.ofId(
                                    cloud.applicationCredentialId(), cloud.applicationCredentialSecret()))
                    .readTimeout(Duration.ofSeconds(1))
                    .limits(new CallLimits(CallLimits.DEFAULT.inFlight(), CallLimits.MOST_PER_SECOND))
                    .build();
        }

        @Override
        public Lifetime lifetime(String cloud, String source, String wanted, String job) {
            return Lifetime.of(Duration.ofHours(4));
        }
    }
}
