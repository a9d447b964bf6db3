package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.flow.CloneFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.CloudsYamlFile;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.StandInShare;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Shares;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of ledger, flows and adapter against a real OpenStack: the entry {@code OS_CLOUD} of clouds.yaml.
 * {@code DATACLONE_IT_SHARE_TYPE} names a share type that can create shares from snapshots (default: the cloud's). Bays and Heat
 * stacks have a contract test, which runs on this cloud too.
 */
@EnabledIfEnvironmentVariable(named = "OS_CLOUD", matches = ".+", disabledReason = "OS_CLOUD names no cloud")
class OpenStackFlowsIT {
    private static final Logger LOGGER = Logger.getLogger(OpenStackFlowsIT.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String ADDRESS = "192.0.2.10";

    @TempDir
    private Path home;

    private CloudSettings settings;
    private Shares shares;
    private String production;

    @BeforeEach
    void makeAStandInForProduction() throws CloudException {
        settings = CloudsYamlFile.read(CloudsYamlFile.locate(System.getenv()).orElseThrow())
                .settings(System.getenv("OS_CLOUD"));
        shares = new OpenStackCloud(settings).shares();
        production = StandInShare.create(
                settings,
                "dcit-production-" + UUID.randomUUID().toString().substring(0, 8),
                1,
                System.getenv("DATACLONE_IT_SHARE_TYPE"));
        await().atMost(PATIENCE).until(() -> shares.showShare(production).remoteStatus() == RemoteStatus.READY);
    }

    @AfterEach
    void removeTheStandIn() throws CloudException {
        shares.deleteShare(production);
    }

    @Test
    void clonesAShareAndGivesEverythingBack() throws Exception {
        DataSource source = new DataSource("orders-db", settings.name());
        source.setShareId(production);
        source.setAccessTo(List.of(ADDRESS));
        GivenCatalogue catalogue = new GivenCatalogue(settings, List.of(source), List.of());
        Shares.Share before = shares.showShare(production);
        try (DataCloneRuntime runtime = runtime(catalogue)) {
            Environment environment = open(runtime);

            CloneResult clone = result(
                    runtime,
                    environment,
                    new CloneFlow(
                            runtime.context(),
                            environment.id(),
                            "key",
                            catalogue.cloneRequest(null, "orders-db", null, "job"),
                            Instant.now().plus(PATIENCE),
                            log("clone")));

            assertThat(shares.showShare(clone.id()).snapshotId()).isEqualTo(clone.snapshotId());
            assertThat(shares.listAccess(clone.id()))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.access().to()).isEqualTo(ADDRESS))
                    .satisfies(rule -> assertThat(rule.remoteStatus()).isEqualTo(RemoteStatus.READY));
            assertGivenBack(runtime, environment);
        }
        assertThat(shares.showShare(production)).isEqualTo(before);
    }

    private DataCloneRuntime runtime(Catalogue catalogue) throws Exception {
        return new DataCloneRuntime(
                catalogue, new FileEnvironmentStore(home), owner -> OwnerProbe.Answer.ALIVE, "0123456789abcdef");
    }

    private static Environment open(DataCloneRuntime runtime) throws CloudException {
        return runtime.ledger().open(new Owner("it#1", "", Instant.now()), "default", Lifetime.of(Duration.ofHours(1)));
    }

    private static <T> T result(DataCloneRuntime runtime, Environment environment, Flow<T> flow) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        runtime.run(environment.id(), flow, new Outcome<T>() {
            @Override
            public void done(T value) {
                result.complete(value);
            }

            @Override
            public void failed(Exception cause) {
                result.completeExceptionally(cause);
            }
        });
        return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertGivenBack(DataCloneRuntime runtime, Environment environment) throws Exception {
        Releases.Release release =
                runtime.release(environment.id(), "the test is over").orElseThrow();
        release.watch(log("release"));
        Environment ended = release.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.resources()).isNotEmpty().allMatch(Resource::isGone);
    }

    private static Progress log(String what) {
        return line -> LOGGER.info(() -> what + ": " + line);
    }
}
