package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.docker.DockerStackDeployer;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.docker.DockerLookAlike;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.ledger.Orphan.Fate;
import io.jenkins.plugins.dataclone.ledger.OrphanScan;
import io.jenkins.plugins.dataclone.ledger.ScanSettings;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scan at work: threads, several clouds, engines, what comes of it. Time runs ahead: a minute takes a fifth of a second. */
class OrphanScansTest {
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger(OrphanScan.class.getName()),
            Logger.getLogger(OrphanScans.class.getName()),
            Logger.getLogger(Lanes.class.getName()),
            Logger.getLogger(OpenStackCloud.class.getPackageName()));
    private static final String LOST = "abcdefghij27";
    private static final String US = "controller-1";

    private final EmbeddedCloud cloud = EmbeddedCloud.builder()
            .inProcess("scans-" + UUID.randomUUID() + ".embedded")
            .start();
    private final Pace pace = Pace.quick(300);
    private final Configured catalogue = new Configured();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private OpenStackCloud adapter;
    private DataCloneRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        CloudSettings settings = settings("lab", cloud.keystoneUrl());
        adapter = new OpenStackCloud(settings);
        catalogue.clouds.put("lab", settings);
        runtime = new DataCloneRuntime(
                catalogue,
                new InMemoryEnvironmentStore(new EventLog()),
                owner -> Answer.GONE,
                FixedIdentity.of(US),
                pace);
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterEach
    void stop() throws Exception {
        LOGGERS.forEach(logger -> logger.setLevel(null));
        runtime.close();
        for (AutoCloseable each : toClose) {
            each.close();
        }
        cloud.close();
    }

    @Test
    void whatIsFoundIsCountedAndRemovedWithoutAnybodysDoing() throws Exception {
        snapshot();

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    runtime.orphanScans().scanIfDue();
                    assertThat(cloud.living()).isEmpty();
                });
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(runtime.ledger().get(LOST).state()).isEqualTo(EnvironmentState.ENDED));
        assertThat(runtime.observation().metrics().families(List.of()))
                .filteredOn(family -> family.name().equals("dataclone_leaks_found_total"))
                .flatExtracting(MetricFamily::samples)
                .extracting(MetricFamily.Sample::value)
                .containsExactly(1.0);
        assertThat(runtime.observation().metrics().families(List.of()))
                .filteredOn(family -> family.name().equals("dataclone_environments_opened_total"))
                .flatExtracting(MetricFamily::samples)
                .extracting(MetricFamily.Sample::value)
                .containsExactly(0.0);
    }

    @Test
    void switchedOffItAsksNobodyButByHand() throws Exception {
        snapshot();
        catalogue.scan = new ScanSettings(false, Duration.ofMinutes(1), Duration.ofMinutes(5));
        int before = cloud.requests().size();
        runtime.orphanScans().scanIfDue();
        assertThat(cloud.requests()).hasSize(before);

        assertThat(report("lab")).singleElement().satisfies(report -> assertThat(report.orphans())
                .singleElement()
                .satisfies(orphan -> assertThat(orphan.fate()).isEqualTo(Fate.WAITING)));
    }

    @Test
    void itIsDueOnceAnInterval() throws Exception {
        catalogue.scan = new ScanSettings(true, Duration.ofDays(1), Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            runtime.orphanScans().scanIfDue();
        }
        report("lab");
        for (int i = 0; i < 3; i++) {
            runtime.orphanScans().scanIfDue();
        }
        report("lab");
        // the one that was due, perhaps joined by the first by hand, and the second by hand
        assertThat(cloud.requests())
                .filteredOn(request -> request.path().endsWith("/clusters/detail"))
                .hasSizeBetween(2, 3);
    }

    @Test
    void aCloudThatIsSilentDelaysNoOther() throws Exception {
        ServerSocket silent = new ServerSocket(0);
        toClose.add(silent);
        catalogue.clouds.put("dead", settings("dead", "http://127.0.0.1:" + silent.getLocalPort() + "/v3"));
        snapshot();

        Map<String, CompletableFuture<List<ScanReport>>> reports =
                runtime.orphanScans().scanNow();
        assertThat(reports.get("lab").get(30, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(report -> assertThat(report.orphans()).hasSize(1));
        assertThat(reports.get("dead")).isNotDone();
        // it is not asked again before it has answered
        assertThat(runtime.orphanScans().scanNow().get("dead")).isSameAs(reports.get("dead"));

        silent.close();
        assertThat(reports.get("dead").get(30, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.orphans()).isEmpty();
                    assertThat(report.problems()).isNotEmpty().allMatch(problem -> problem.contains("loud 'dead'"));
                });
    }

    @Test
    void aCloudThatCannotBeUsedIsSaidAndFailsNothing() throws Exception {
        catalogue.broken = "lost";
        assertThat(report("lost")).singleElement().satisfies(report -> assertThat(report.problems())
                .containsExactly("no cloud 'lost' is given"));
        assertThat(report("lab")).hasSize(1);
    }

    @Test
    void aScanThatBrokeOffForWantOfMemoryIsNoReasonNotToBeginAnother() throws Exception {
        catalogue.exhausted = true;
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> report("lab"))
                .withCauseInstanceOf(OutOfMemoryError.class);
        catalogue.exhausted = false;

        assertThat(report("lab")).hasSize(1);
    }

    @Test
    void whatIsLeftOnTheEngineOfABayThatLivesGoesWithoutTheBay() throws Exception {
        DockerLookAlike engine = DockerLookAlike.builder().swarm().start();
        toClose.add(engine);
        engine.addImage("busybox:1.36");
        Environment owner = bay(engine);
        deploy(engine, "dataclone-" + owner.id() + "-stack-1", owner.id());
        List<String> inUse = engine.objects();
        deploy(engine, "dataclone-" + LOST + "-stack-1", LOST);
        assertThat(engine.objects()).hasSizeGreaterThan(inUse.size());

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    runtime.orphanScans().scanIfDue();
                    assertThat(engine.objects()).noneMatch(object -> object.contains(LOST));
                });
        assertThat(engine.objects())
                .filteredOn(object -> object.contains(owner.id()))
                .isNotEmpty();
        assertThat(runtime.ledger().get(owner.id()).state()).isEqualTo(EnvironmentState.OPEN);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(runtime.ledger().get(LOST).state()).isEqualTo(EnvironmentState.ENDED));
    }

    /** A bay in the ledger that is ready, on that engine. */
    private Environment bay(DockerLookAlike engine) throws CloudException {
        Environment environment = runtime.ledger()
                .open(new Owner("shop/orders#13", "", Instant.EPOCH), "bay", Lifetime.of(Duration.ofDays(1)));
        Resource planned = runtime.ledger()
                .plan(
                        environment.id(),
                        ResourceKind.CLUSTER,
                        "lab",
                        "b",
                        Map.of("apiAddress", engine.address(), "coe", "swarm-mode", "plain", "true"));
        runtime.ledger().request(environment.id(), planned.name());
        runtime.ledger().update(environment.id(), planned.name(), bay -> bay.created(
                        UUID.randomUUID().toString())
                .ready(pace.instant()));
        return environment;
    }

    private void deploy(DockerLookAlike at, String stack, String environment) throws Exception {
        DockerStackDeployer deployer = new DockerStackDeployer();
        byte[] file = "services: {web: {image: 'busybox:1.36'}}".getBytes(StandardCharsets.UTF_8);
        deployer.deploy(
                new Engine("bay", at.address(), Optional.empty()),
                deployer.plan(new StackRequest(stack, "compose.yml", path -> file, Map.of(), Map.of())),
                tag(environment));
    }

    private List<ScanReport> report(String place) throws Exception {
        return runtime.orphanScans().scanNow().get(place).get(30, TimeUnit.SECONDS);
    }

    private void snapshot() throws CloudException {
        adapter.shares()
                .createSnapshot(
                        cloud.addProductionShare("orders-db", 1), "dataclone-" + LOST + "-snapshot-1", tag(LOST));
    }

    private OwnershipTag tag(String environment) {
        return new OwnershipTag(
                US,
                environment,
                "shop/orders#12",
                pace.instant(),
                pace.instant().plus(Duration.ofHours(4)));
    }

    private static CloudSettings settings(String name, String url) throws CloudException {
        return CloudSettings.builder(
                        name, url, Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"))
                .limits(new CallLimits(CallLimits.MOST_IN_FLIGHT, CallLimits.MOST_PER_SECOND))
                .build();
    }

    /** Clouds and nothing else. */
    private static final class Configured extends CloudsOnly {
        private final Map<String, CloudSettings> clouds = new TreeMap<>();
        private ScanSettings scan = ScanSettings.DEFAULT;
        private String broken;
        private volatile boolean exhausted;

        @Override
        public CloudSettings cloud(String name) throws CloudException {
            if (exhausted) {
                throw new OutOfMemoryError("as if");
            }
            if (!clouds.containsKey(name)) {
                throw CloudException.of(CloudException.Kind.CONFIGURATION, "no cloud '" + name + "' is given");
            }
            return clouds.get(name);
        }

        @Override
        public List<String> clouds() {
            List<String> names = new ArrayList<>(clouds.keySet());
            if (broken != null) {
                names.add(broken);
            }
            return names;
        }

        @Override
        public ScanSettings orphanScan() {
            return scan;
        }
    }
}
