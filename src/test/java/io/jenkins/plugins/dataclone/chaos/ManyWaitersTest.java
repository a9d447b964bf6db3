package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LoggedRequest;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.harness.Lab;
import io.jenkins.plugins.dataclone.harness.LookAlikeEngine;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.FlowRunner;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Pace;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand environments wait at the same time, in the real runtime: for the access to their clones, for shares, volumes, bays and
 * a quota. They need no more threads than ten, and the cloud is asked as for one: for one list of each kind a tick.
 */
class ManyWaitersTest {
    /** How many wait for each thing. */
    private static final int FEW = 2;

    private static final int MANY = 200;
    private static final List<String> KINDS = List.of("access", "clone share", "clone volume", "bay", "quota");

    /** How many seconds pass in one. */
    private static final double SPEED = 5;
    /** How often a list may be asked for, and the details of somebody's progress. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration DETAILS_TICK = Duration.ofMillis(800);
    private static final Duration QUOTA_TICK = Duration.ofSeconds(2);
    /** The longest wait between two looks of a waiter, with its jitter, passes in this time. */
    private static final Duration WATCHED = Duration.ofSeconds(20);

    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int MOST_ROUNDS = 20;
    private static final Duration AGES = Duration.ofDays(30);
    private static final int NO_LIMIT = 1_000_000;
    /** A share type whose quota is used up, by production. */
    private static final String TAKEN_TYPE = "dummy";
    /** Somebody's progress may be looked at each tick. */
    private static final String PROGRESS = "GET /orchestration/stacks/NAME/ID/resources";

    private static final int MOST_HEAP = 200_000;

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Pace pace = Pace.quick(SPEED);
    private final ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
    private final List<FlowRunner<?>> flows = new CopyOnWriteArrayList<>();
    /** Whatever a thread of it starts belongs to it; what other tests have left running does not. */
    private final ThreadGroup group = new ThreadGroup("many waiters");

    private Lab lab;
    private DataCloneRuntime runtime;
    private String volume;
    private String shareOfTakenType;

    @AfterEach
    void close() throws IOException {
        if (runtime != null) {
            runtime.close();
        }
        lab.close();
        disk.close();
    }

    @Test
    void needNoThreadsAndNoCallsOfTheirOwn() throws Exception {
        FutureTask<Void> test = new FutureTask<>(() -> {
            compareFewWithMany();
            return null;
        });
        new Thread(group, test, "many waiters").start();
        test.get();
    }

    private void compareFewWithMany() throws Exception {
        begin();
        startUntilThereAre(FEW);
        int threadsOfFew = threads();
        startUntilThereAre(MANY);
        Watched watched = watch(WATCHED);
        int threadsOfMany = threads();
        int environments = flows.size();
        long heap = heap();

        System.out.println(
                environments + " environments waiting: " + threadsOfMany + " threads (" + threadsOfFew + " for "
                        + FEW * KINDS.size() + "), calls in " + watched.time().toSeconds() + " s: " + watched.calls()
                        + ", heap of each "
                        + heap + " bytes");
        assertThat(threadsOfMany).isEqualTo(threadsOfFew).isPositive();
        assertThat(watched.calls())
                .containsKeys(
                        "GET /share/shares/detail",
                        "GET /volume/volumes/detail",
                        "GET /container-infra/clusters/detail",
                        "GET /share/quota-sets/PROJECT/detail")
                .allSatisfy((call, times) -> assertThat(times).as(call).isLessThanOrEqualTo(watched.ticks(tick(call))));
        assertThat(ofOneAlone(watched))
                .as("what is asked for one environment alone")
                .isEmpty();
        assertThat(heap).isLessThan(MOST_HEAP);
    }

    /** What the cloud was asked for in a time, without the further pages of a list. */
    private record Watched(Duration time, Map<String, Integer> calls) {
        /** How many calls that are so far apart can begin in that time. */
        int ticks(Duration apart) {
            return (int) (time.toMillis() / apart.toMillis()) + 1;
        }
    }

    private static Duration tick(String call) {
        if (call.equals(PROGRESS)) {
            return DETAILS_TICK;
        }
        return call.contains("quota") || call.endsWith("/limits") ? QUOTA_TICK : TICK;
    }

    private void begin() throws Exception {
        lab = new Lab(
                EmbeddedCloud.builder()
                        .inProcess("many-waiters.embedded")
                        .clock(pace)
                        .maxPage(5_000)
                        .shareCapacity(NO_LIMIT),
                new LookAlikeEngine(Duration.ZERO));
        volume = lab.cloud().addProductionVolume("orders-disk", 1);
        shareOfTakenType = lab.cloud().addProductionShare("ci", "invoices-production", 1, TAKEN_TYPE);
        lab.cloud()
                .quotas("ci")
                .shares(NO_LIMIT)
                .sharesOfType(TAKEN_TYPE, 1)
                .shareGigabytes(NO_LIMIT)
                .shareSnapshots(NO_LIMIT)
                .shareSnapshotGigabytes(NO_LIMIT)
                .volumes(NO_LIMIT)
                .volumeGigabytes(NO_LIMIT)
                .volumeSnapshots(NO_LIMIT)
                .clusters(NO_LIMIT)
                .instances(NO_LIMIT)
                .cores(NO_LIMIT)
                .memoryMebibytes(NO_LIMIT);
        runtime = new DataCloneRuntime(
                lab.catalogue(),
                new FileEnvironmentStore(disk.getPath("/ledger")),
                owner -> OwnerProbe.Answer.ALIVE,
                FixedIdentity.of("controller-1"),
                pace);
    }

    private void startUntilThereAre(int ofEach) throws Exception {
        lab.cloud().delays(Delays.instant().with(Step.ACCESS_ALLOW, AGES));
        start("access", this::share, ofEach);
        lab.cloud()
                .delays(Delays.instant()
                        .with(Step.ACCESS_ALLOW, AGES)
                        .with(Step.SHARE_CLONE, AGES)
                        .with(Step.VOLUME_CLONE, AGES)
                        .with(Step.CLUSTER_CREATE, AGES));
        start("clone share", this::share, ofEach);
        start("clone volume", this::volume, ofEach);
        start("bay", this::bay, ofEach);
        start("quota", this::another, ofEach);
        settle();
        assertThat(waiting()).isEqualTo(KINDS.stream().collect(Collectors.toMap(Function.identity(), kind -> ofEach)));
        Map<Kind, Integer> made =
                Map.of(Kind.ACCESS_RULE, ofEach, Kind.SHARE, 2 * ofEach, Kind.VOLUME, ofEach, Kind.CLUSTER, ofEach);
        assertThat(made)
                .allSatisfy((kind, number) ->
                        assertThat(lab.cloud().created(kind)).as(kind.name()).isEqualTo(number));
    }

    /** What has just been made is looked at itself until the lists have it. */
    private void settle() {
        int left = MOST_ROUNDS;
        while (!ofOneAlone(watch(SETTLED)).isEmpty() && left > 0) {
            left--;
        }
    }

    private static Set<String> ofOneAlone(Watched watched) {
        return watched.calls().keySet().stream()
                .filter(call -> !call.startsWith("GET") || call.contains("ID") && !call.equals(PROGRESS))
                .collect(Collectors.toSet());
    }

    /** Begins a flow in an environment. */
    @FunctionalInterface
    private interface Begin {
        Flow<?> flow(Environment environment) throws Exception;
    }

    private void start(String kind, Begin begin, int upTo) throws Exception {
        for (int i = waiting().getOrDefault(kind, 0); i < upTo; i++) {
            Owner owner = new Owner("shop/" + kind + "#" + i, "", pace.instant());
            Environment environment = runtime.ledger().open(owner, "block", Lifetime.of(Duration.ofDays(60)));
            run(environment.id(), begin.flow(environment));
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(ends).isEmpty();
            return waiting().getOrDefault(kind, 0) == upTo;
        });
    }

    /** How many wait for what. */
    private Map<String, Integer> waiting() {
        return flows.stream().collect(Collectors.toMap(flow -> kind(flow.waitingFor()), flow -> 1, Integer::sum));
    }

    private static String kind(String waitingFor) {
        return waitingFor
                .replaceFirst("^(access|quota|bay) .*", "$1")
                .replaceFirst("^clone .*-(share|volume)-1$", "clone $1");
    }

    private <T> void run(String environmentId, Flow<T> flow) {
        flows.add(runtime.run(environmentId, flow, new Outcome<T>() {
            @Override
            public void done(T result) {
                ends.add(environmentId + " has " + result);
            }

            @Override
            public void failed(Exception cause) {
                ends.add(environmentId + " failed: " + cause);
            }
        }));
    }

    private Flow<?> share(Environment environment) {
        return clone(environment, DataKind.SHARE, lab.productionShare(), CloneShape.likeProduction());
    }

    private Flow<?> another(Environment environment) {
        return clone(environment, DataKind.SHARE, shareOfTakenType, new CloneShape(TAKEN_TYPE, 0, null, null));
    }

    private Flow<?> volume(Environment environment) {
        return clone(environment, DataKind.VOLUME, volume, CloneShape.likeProduction());
    }

    private Flow<?> clone(Environment environment, DataKind kind, String origin, CloneShape shape) {
        List<Grantee> grantees = kind == DataKind.SHARE ? List.of(Grantee.address("10.0.0.7")) : List.of();
        CloneRequest request = new CloneRequest(
                "lab",
                "orders",
                kind,
                origin,
                SnapshotPolicy.takeNew(),
                shape,
                new AccessPolicy(grantees, "rw", false));
        return CloneFlows.of(runtime.context(), environment.id(), "block", request, deadline(), Progress.NONE)
                .waitingForQuotaUntil(deadline());
    }

    private Flow<?> bay(Environment environment) {
        return new BayFlow(runtime.context(), environment.id(), "block", Life.bay(), deadline(), Progress.NONE);
    }

    private Instant deadline() {
        return pace.instant().plus(AGES);
    }

    /** What is asked of the cloud in a time. */
    private Watched watch(Duration least) {
        Instant from = pace.instant();
        int before = lab.cloud().requests().size();
        Instant until = from.plus(least);
        await().atMost(Duration.ofMinutes(2)).until(() -> pace.instant().isAfter(until));
        List<LoggedRequest> asked = lab.cloud().requests();
        Duration time = Duration.between(from, pace.instant());
        assertThat(ends).isEmpty();
        return new Watched(time, calls(asked.subList(before, asked.size())));
    }

    private int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() == group)
                .filter(thread -> thread.getName().startsWith("openstack-data-clone"))
                .count();
    }

    private static Map<String, Integer> calls(List<LoggedRequest> requests) {
        Map<String, Integer> calls = new TreeMap<>();
        for (LoggedRequest request : requests) {
            String path = request.path()
                    .replaceFirst("^/v[0-9.]+", "")
                    .replaceFirst("^/[0-9a-f]{32}", "")
                    .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                    .replaceAll("[0-9a-f]{32}", "PROJECT")
                    .replaceAll("dataclone-[^/]*", "NAME");
            // the second of the two calls for a progress is where the first one points to
            if (request.query().contains("share_type=")) {
                path += " of a type";
            }
            boolean redirected = path.equals("/stacks/ID/resources");
            boolean furtherPage = request.query().matches(".*\\b(marker=[^&]|offset=[1-9]).*");
            if (!redirected && !furtherPage) {
                calls.merge(request.method() + " /" + request.service() + path, 1, Integer::sum);
            }
        }
        return calls;
    }

    /** What goes when the runtime goes, for each of its environments; the cloud stays. */
    private long heap() {
        long with = used();
        int environments = flows.size();
        WeakReference<Ledger> ledger = new WeakReference<>(runtime.ledger());
        runtime.close();
        runtime = null;
        flows.clear();
        await().until(() -> {
            System.gc();
            return ledger.get() == null;
        });
        return (with - used()) / environments;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
