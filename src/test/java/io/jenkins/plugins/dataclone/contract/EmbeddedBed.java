package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloudBuilder;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FakeDeployer;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.ReleaseFlow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.RawOpenStack;
import io.jenkins.plugins.dataclone.openstack.TestClouds;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Ledger, flows and adapter on an embedded cloud called 'lab' that may be made to fail; time passes as the flows ask for it. */
final class EmbeddedBed implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int TOO_MANY_TICKS = 5_000;

    final EmbeddedCloud embedded;
    final OpenStackCloud cloud;
    final MutableClock clock = new MutableClock(START);
    private final Ledger ledger;
    private final FlowContext context;
    private final String environment;
    private final List<String> said = new ArrayList<>();
    private int clones;

    EmbeddedBed() throws Exception {
        this(EmbeddedCloud.builder());
    }

    EmbeddedBed(EmbeddedCloudBuilder builder) throws Exception {
        embedded = builder.inProcess("bed-" + NUMBER.incrementAndGet() + ".embedded")
                .clock(clock)
                .delays(Delays.scaled(0.2))
                .start();
        cloud = TestClouds.at(embedded, clock);
        Naming naming = new Naming("dataclone");
        EventLog log = new EventLog();
        ledger = Ledger.load(new InMemoryEnvironmentStore(log), clock, () -> naming, FixedIdentity.of("controller-1"));
        FakeDeployer deployer = new FakeDeployer(clock, log, address -> true);
        context = FlowContext.unlimited(ledger, name -> cloud, naming::prefix, coe -> deployer, clock, new Random(42));
        environment = open("default");
    }

    /** Another environment; gives its id. */
    String open(String name) throws CloudException {
        return ledger.open(
                        new Owner("shop/orders#12", "job/shop/job/orders/12/", START),
                        name,
                        Lifetime.of(Duration.ofHours(4)))
                .id();
    }

    FlowContext context() {
        return context;
    }

    /** Id of the environment that all is made for if nothing else is said. */
    String environment() {
        return environment;
    }

    Environment now() {
        return ledger.get(environment);
    }

    /** What was written down of that kind, in that order. */
    List<Resource> made(ResourceKind kind) {
        return now().resources(r -> r.kind() == kind);
    }

    Resource last(ResourceKind kind) {
        List<Resource> made = made(kind);
        return made.get(made.size() - 1);
    }

    /** What users were told. */
    List<String> said() {
        return said;
    }

    /** The first that users were told with these words in it. */
    String said(String words) {
        return said.stream()
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody said '" + words + "' but " + said));
    }

    Progress progress() {
        return said::add;
    }

    Instant deadline() {
        return clock.instant().plus(Duration.ofMinutes(60));
    }

    Flow<CloneResult> cloning(CloneRequest request) {
        return cloning(request, Duration.ofHours(1));
    }

    Flow<CloneResult> cloning(CloneRequest request, Duration patience) {
        clones++;
        Instant deadline = clock.instant().plus(patience);
        return CloneFlows.of(context, environment, "clone " + clones, request, deadline, progress());
    }

    CloneResult clone(CloneRequest request) throws Exception {
        return finish(cloning(request));
    }

    /** The build gives its environment back; the flow is at its end when all is confirmed gone. */
    Flow<Environment> releasing() throws CloudException {
        ledger.requestRelease(environment, "the block ended");
        return new ReleaseFlow(context, environment, progress());
    }

    /** Any request as the cloud's administrator. */
    RawOpenStack administrator() throws CloudException {
        return new RawOpenStack(TestClouds.administrator(embedded));
    }

    /** Ticks until the flow is done, letting the time pass that it asks for. */
    <T> T finish(Flow<T> flow) throws CloudException, InterruptedException {
        for (int i = 0; i < TOO_MANY_TICKS; i++) {
            Advance<T> advance = flow.advance();
            if (advance.isDone()) {
                return advance.result().orElseThrow();
            }
            clock.advance(advance.delay());
        }
        throw new AssertionError("not done after " + TOO_MANY_TICKS + " ticks: " + flow.status());
    }

    /** What the flow ends with, which is no result. */
    CloudException failure(Flow<?> flow) {
        return catchThrowableOfType(CloudException.class, () -> finish(flow));
    }

    /** Ticks until that is so. */
    void runUntil(Flow<?> flow, BooleanSupplier condition) throws CloudException, InterruptedException {
        for (int i = 0; i < TOO_MANY_TICKS && !condition.getAsBoolean(); i++) {
            clock.advance(flow.advance().delay());
        }
    }

    /** Ticks for that long; whether the flow is done. */
    boolean run(Flow<?> flow, Duration time) throws CloudException, InterruptedException {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Advance<?> advance = flow.advance();
            if (advance.isDone()) {
                return true;
            }
            clock.advance(advance.delay());
        }
        return false;
    }

    @Override
    public void close() {
        embedded.close();
    }
}
