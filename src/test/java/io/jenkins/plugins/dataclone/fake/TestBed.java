package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.flow.Deletions;
import io.jenkins.plugins.dataclone.flow.Engines;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.OwnUse;
import io.jenkins.plugins.dataclone.flow.QuotaLines;
import io.jenkins.plugins.dataclone.flow.StatusBoards;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.LedgerWatcher;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.WatchedStore;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A controller with one cloud, all of it in memory, that can die and come back. */
public final class TestBed {
    public static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    public static final Owner OWNER = new Owner("shop/orders#12", "job/shop/job/orders/12/", START.minusSeconds(5));
    private static final int TOO_MANY_TICKS = 2_000;

    public final MutableClock clock = new MutableClock(START);
    public final EventLog log = new EventLog();
    public final InMemoryEnvironmentStore store = new InMemoryEnvironmentStore(log);
    public final FakeCloud cloud = new FakeCloud("lab", clock, log);
    public final FakeDeployer deployer =
            new FakeDeployer(clock, log, address -> cloud.isAlive(address.replaceAll("tcp://(.*):2376", "$1")));
    public final String productionShare = cloud.addProductionShare("orders-db", 2);
    /** Made when it is first asked for: most tests have to do with shares only. */
    private String productionVolume;

    private final List<String> said = new ArrayList<>();
    private final List<LedgerWatcher> watchers = new ArrayList<>();
    /** How much of the cloud this controller may take. */
    public Caps caps = Caps.NONE;

    private Ledger ledger;
    private FlowContext context;

    public TestBed() {
        cloud.addTemplate("swarm", "swarm-mode");
        restart();
    }

    /** Everything in memory is lost; what was saved is read again. */
    public void restart() {
        log.revive();
        Naming naming = new Naming("dataclone");
        try {
            ledger = Ledger.load(
                    new WatchedStore(store, watchers), clock, () -> naming, FixedIdentity.of("controller-1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = new FlowContext(
                ledger,
                name -> {
                    if (!name.equals("lab")) {
                        throw CloudException.of(
                                CloudException.Kind.CONFIGURATION,
                                "No cloud '" + name + "' is configured; there is: lab");
                    }
                    return cloud;
                },
                new StatusBoards(naming::prefix, clock),
                new QuotaLines(clock, new OwnUse(ledger, name -> caps)),
                new Deletions(cloud -> Deletions.USUAL, clock, id -> {}),
                coe -> deployer,
                new Engines(clock),
                clock,
                new Random(42));
    }

    /** Restarts with somebody who hears of each change from then on. */
    public void watch(LedgerWatcher watcher) {
        watchers.add(watcher);
        restart();
    }

    public Ledger ledger() {
        return ledger;
    }

    public FlowContext context() {
        return context;
    }

    public Progress progress() {
        return said::add;
    }

    /** What users were told. */
    public List<String> said() {
        return List.copyOf(said);
    }

    public Environment open() throws CloudException {
        return ledger.open(OWNER, "default", lifetime());
    }

    public Lifetime lifetime() {
        return new Lifetime(Duration.ofHours(2), Duration.ofHours(8));
    }

    /** The tag of another controller. */
    public OwnershipTag tag(String controller) {
        return new OwnershipTag(
                controller, "env", "job#1", clock.instant(), clock.instant().plusSeconds(3600));
    }

    public CloneRequest cloneRequest() {
        return new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                productionShare,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                access(Grantee.address("10.0.0.7")));
    }

    /** A production volume, which is in use. */
    public String productionVolume() {
        if (productionVolume == null) {
            productionVolume = cloud.addProductionVolume("orders-disk", 3);
        }
        return productionVolume;
    }

    /** A clone of a volume, attached to these; the data source allows the servers {@code agent-1} and {@code agent-2}. */
    public CloneRequest volumeRequest(String... attachTo) {
        return new CloneRequest(
                        "lab",
                        "orders-disk",
                        DataKind.VOLUME,
                        productionVolume(),
                        SnapshotPolicy.takeNew(),
                        CloneShape.likeProduction(),
                        access(),
                        new AttachPolicy(List.of(), List.of("agent-1", "agent-2")))
                .attachedTo(List.of(attachTo));
    }

    /** Read and write for them. */
    public static AccessPolicy access(Grantee... grantees) {
        return new AccessPolicy(List.of(grantees), "rw", false);
    }

    public BayRequest bayRequest() {
        return new BayRequest("lab", "swarm-small", "swarm", 2, 1, ClusterOptions.ofTemplate(60), VolumeTemplate.nfs());
    }

    public DeployRequest deployRequest(String... lines) {
        byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new DeployRequest("stack.yml", path -> content, Map.of(), Map.of());
    }

    /** Half an hour from now. */
    public Instant deadline() {
        return clock.instant().plus(Duration.ofMinutes(30));
    }

    /** Ticks until the flow is done, letting the time pass that it asks for. */
    public <T> T finish(Flow<T> flow) throws CloudException, InterruptedException {
        for (int i = 0; i < TOO_MANY_TICKS; i++) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return advance.result().orElseThrow();
            }
            clock.advance(advance.delay());
        }
        throw new AssertionError("not done after " + TOO_MANY_TICKS + " ticks: " + flow.waitingFor());
    }

    /** Ticks for that long, or until the flow is done. */
    public <T> boolean run(Flow<T> flow, Duration time) throws CloudException, InterruptedException {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return true;
            }
            clock.advance(advance.delay());
        }
        return false;
    }
}
