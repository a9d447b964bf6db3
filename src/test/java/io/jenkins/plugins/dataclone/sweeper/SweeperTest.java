package io.jenkins.plugins.dataclone.sweeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.TestClouds;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Shares;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweeper on an embedded cloud, with time that passes when it waits; and its command line as somebody types it. */
class SweeperTest {
    private static final String ONE = "abcdefghij27";
    private static final String OTHER = "zyxwvutsrq32";
    private static final Duration LIFE = Duration.ofHours(4);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private final EmbeddedCloud cloud = EmbeddedCloud.builder()
            .inProcess("sweeper-" + UUID.randomUUID() + ".embedded")
            .clock(clock)
            .delays(Delays.scaled(0.2))
            .tokenLifetime(Duration.ofDays(365))
            .start();
    private final String production = cloud.addProductionShare("orders-db", 2);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OpenStackCloud adapter;

    @BeforeEach
    void connect() throws CloudException {
        adapter = TestClouds.at(cloud, clock);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void whereNothingIsThereIsNothingToDo() throws Exception {
        assertThat(sweep()).isEqualTo(Sweep.CLEAN);
        assertThat(out()).containsExactly("Expired: 0, not expired yet: 0; on lab.");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withoutDeleteItListsAndChangesNothing() throws Exception {
        String snapshot = snapshot(ONE, tag("controller-1", ONE));
        clock.advance(LIFE);
        String young = snapshot(OTHER, tag("controller-2", OTHER));
        clock.advance(Duration.ofSeconds(1));
        int before = changes();

        assertThat(sweep()).isEqualTo(Sweep.LEFT);
        assertThat(out())
                .containsExactly(
                        "share snapshot dataclone-" + ONE + "-snapshot-1 (" + snapshot
                                + ") on cloud 'lab', available, controller controller-1, build shop/orders#12: expired at"
                                + " 2026-11-23T12:00:00Z",
                        "share snapshot dataclone-" + OTHER + "-snapshot-1 (" + young
                                + ") on cloud 'lab', available, controller controller-2, build shop/orders#12: lives until"
                                + " 2026-11-23T16:00:08Z",
                        "Expired: 1, not expired yet: 1; on lab. Nothing was changed; --delete removes what has expired.");
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void deletesWhatHasExpiredWithItsDependantsFirstAndNothingElse() throws Exception {
        environment(ONE, "controller-1");
        environment(OTHER, "controller-2");
        adapter.clusters()
                .create(new Clusters.NewCluster(
                        "dataclone-" + ONE + "-bay-1",
                        cloud.bays().templateId("swarm-mode"),
                        1,
                        1,
                        ClusterOptions.ofTemplate(30),
                        tag("controller-1", ONE)));
        String untagged = cloud.addShare("ci", "dataclone-" + ONE + "-share-9", 1, "default");
        clock.advance(LIFE.plusSeconds(1));
        String young = snapshot(ONE, 7, tag("controller-1", ONE));
        clock.advance(Duration.ofMinutes(5));

        assertThat(sweep("--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(cloud.living()).extracting(LivingObject::id).containsExactlyInAnyOrder(untagged, young);
        assertThat(cloud.productionWrites()).isEmpty();
        assertThat(out()).last().isEqualTo("Expired and left: 0, not expired yet: 1; on lab.");
        assertThat(out())
                .filteredOn(line -> line.startsWith("Removed "))
                .hasSize(7)
                .anyMatch(line -> line.startsWith("Removed bay dataclone-" + ONE + "-bay-1, confirmed gone"));

        // a second run finds nothing and changes nothing
        int before = changes();
        assertThat(sweep("--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void aSnapshotOfWhichSomethingLivesStaysWhateverItsTagSays() throws Exception {
        String snapshot = snapshot(ONE, tag("controller-1", ONE));
        String strangers = share("their-own-name", snapshot, tag("controller-2", OTHER));
        clock.advance(LIFE.plusSeconds(1));

        assertThat(sweep("--delete")).isEqualTo(Sweep.LEFT);
        assertThat(out()).first().asString().endsWith(", but share their-own-name was made from it");
        assertThat(cloud.living()).extracting(LivingObject::id).containsExactlyInAnyOrder(snapshot, strangers);
    }

    @Test
    void aSnapshotOfOneEnvironmentWaitsForTheCloneOfAnother() throws Exception {
        String snapshot = snapshot(ONE, tag("controller-1", ONE));
        share("dataclone-" + OTHER + "-share-1", snapshot, tag("controller-1", OTHER));
        clock.advance(LIFE.plusSeconds(1));

        assertThat(sweep("--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(cloud.living()).isEmpty();
        assertThat(out())
                .filteredOn(line -> line.startsWith("Removed "))
                .extracting(line -> line.split(",")[0])
                .containsExactly(
                        "Removed share dataclone-" + OTHER + "-share-1",
                        "Removed share snapshot dataclone-" + ONE + "-snapshot-1");
    }

    @Test
    void oneControllersThingsCanBeChosenAndOnlyTheOldOnes() throws Exception {
        environment(ONE, "controller-1");
        environment(OTHER, "controller-2");
        clock.advance(LIFE.plusSeconds(1));

        assertThat(sweep("--controller", "controller-3", "--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(sweep("--older-than", "5h", "--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(out()).last().asString().contains(", of what is older than 5h; on lab.");
        assertThat(cloud.living()).hasSize(6);
        assertThat(sweep("--controller", "controller-1", "--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(cloud.living()).hasSize(3).allMatch(object -> object.name().contains(OTHER));
        assertThat(sweep("--prefix", "other", "--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(cloud.living()).hasSize(3);
    }

    @Test
    void whatHasAnotherPrefixIsNotSeenEitherWhereEverythingHasToBeListed() throws Exception {
        String snapshot = adapter.shares()
                .createSnapshot(production, "other-" + ONE + "-snapshot-1", tag("controller-1", ONE))
                .id();
        clock.advance(Duration.ofSeconds(8));
        String theirs =
                share("dataclone-" + OTHER + "-share-1", snapshot(OTHER, tag("controller-1", OTHER)), tag(OTHER));
        clock.advance(LIFE.plusSeconds(1));

        assertThat(sweep("--prefix", "other", "--delete")).isEqualTo(Sweep.CLEAN);
        assertThat(cloud.living()).extracting(LivingObject::id).contains(theirs).doesNotContain(snapshot);
        assertThat(out()).noneMatch(line -> line.contains(OTHER));
    }

    private OwnershipTag tag(String environment) {
        return tag("controller-1", environment);
    }

    @Test
    void whatCannotBeRemovedInTimeIsToldWithTheReason() throws Exception {
        String snapshot = snapshot(ONE, tag("controller-1", ONE));
        clock.advance(LIFE.plusSeconds(1));
        for (int i = 0; i < 50; i++) {
            cloud.faults().nextDeleteFails(Kind.SHARE_SNAPSHOT);
        }

        assertThat(sweep("--delete", "--timeout", "2m")).isEqualTo(Sweep.LEFT);
        assertThat(out()).anyMatch(line -> line.contains("its status is 'error_deleting'") && line.contains(snapshot));
        assertThat(out()).anyMatch(line -> line.startsWith("Left: share snapshot") && line.contains("error_deleting"));
        assertThat(out()).last().asString().startsWith("Expired and left: 1,");
    }

    @Test
    void aServiceThatDoesNotAnswerIsTrouble() throws Exception {
        snapshot(ONE, tag("controller-1", ONE));
        clock.advance(LIFE.plusSeconds(1));
        cloud.faults().next("GET", "/clusters/detail").status(503).times(50);

        assertThat(sweep()).isEqualTo(Sweep.TROUBLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Magnum on cloud 'lab' failed to list clusters");
        assertThat(out()).first().asString().startsWith("share snapshot");
    }

    @Test
    void aCloudWithoutAServiceHasNothingOfIt() throws Exception {
        try (EmbeddedCloud plain = EmbeddedCloud.builder()
                .inProcess("plain-" + UUID.randomUUID() + ".embedded")
                .clock(clock)
                .without("container-infra", "orchestration")
                .start()) {
            adapter = TestClouds.at(plain, clock);
            assertThat(sweep()).isEqualTo(Sweep.CLEAN);
            assertThat(err.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("does not offer this service"));
        }
    }

    @Test
    void theCommandLineIsReadAndHelpIsGiven(@TempDir Path directory) throws Exception {
        assertThat(main(Map.of(), "--help")).isEqualTo(Sweep.CLEAN);
        assertThat(out())
                .contains(
                        "  --delete            removes what has expired by its own tag. Without it nothing is changed");
        assertUsage(Map.of(), "There is no option '--remove'; --help shows all.", "--remove");
        assertUsage(Map.of(), "Option --cloud needs a value; --help shows all.", "--cloud", "--delete");
        assertUsage(
                Map.of(),
                "--older-than: 'soon' is not a length of time; write for example 90m, 2h or 1d 12h",
                "--older-than",
                "soon");
        assertUsage(
                Map.of(),
                "The name prefix 'Data' must start with a lower-case letter and have at most 20 lower-case letters, digits"
                        + " and hyphens",
                "--prefix",
                "Data");
        Path file = directory.resolve("clouds.yaml");
        assertUsage(
                Map.of("OS_CLIENT_CONFIG_FILE", file.toString()),
                "The file " + file + " cannot be read.",
                "--cloud",
                "lab");
        Files.writeString(file, "clouds: {a: {auth: {}}, b: {auth: {}}}");
        assertUsage(
                Map.of("OS_CLIENT_CONFIG_FILE", file.toString()),
                "The file " + file + " has several entries; there are: a, b.");
        assertUsage(
                Map.of("OS_CLIENT_CONFIG_FILE", file.toString(), "OS_CLOUD", "c"),
                "The file " + file + " has no cloud 'c'; there are: a, b.");
    }

    private void assertUsage(Map<String, String> environment, String sentence, String... arguments) {
        err.reset();
        assertThat(main(environment, arguments)).isEqualTo(Sweep.TROUBLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines(sentence);
    }

    /** Java would end with 1, which says that something is left. */
    @Test
    void anErrorOfItsOwnIsNoFinding() {
        Map<String, String> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                throw new IllegalStateException("as if");
            }
        };
        assertThat(main(broken)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("The sweeper met an error of its own: java.lang.IllegalStateException: as if");
    }

    private int main(Map<String, String> environment, String... arguments) {
        return Sweeper.run(environment, stream(out), stream(err), arguments);
    }

    private int sweep(String... arguments) throws Exception {
        out.reset();
        return new Sweep(
                        Map.of("lab", adapter),
                        SweeperOptions.parse(arguments),
                        clock,
                        clock::advance,
                        stream(out),
                        stream(err))
                .run();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private List<String> out() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private int changes() {
        return (int) cloud.requests().stream()
                .filter(request ->
                        !request.method().equals("GET") && !request.service().equals("identity"))
                .count();
    }

    /** A snapshot, a clone of it, and a checkpoint of that. */
    private void environment(String id, String controller) throws CloudException {
        String share = share("dataclone-" + id + "-share-1", snapshot(id, tag(controller, id)), tag(controller, id));
        adapter.shares().createSnapshot(share, "dataclone-" + id + "-checkpoint-1", tag(controller, id));
    }

    private OwnershipTag tag(String controller, String environment) {
        return new OwnershipTag(
                controller,
                environment,
                "shop/orders#12",
                clock.instant(),
                clock.instant().plus(LIFE));
    }

    private String snapshot(String environment, OwnershipTag tag) throws CloudException {
        return snapshot(environment, 1, tag);
    }

    private String snapshot(String environment, int n, OwnershipTag tag) throws CloudException {
        String id = adapter.shares()
                .createSnapshot(production, "dataclone-" + environment + "-snapshot-" + n, tag)
                .id();
        clock.advance(Duration.ofSeconds(8));
        return id;
    }

    private String share(String name, String snapshot, OwnershipTag tag) throws CloudException {
        String id = adapter.shares()
                .createShare(new Shares.NewShare(name, snapshot, "NFS", 2, null, null, null, tag))
                .id();
        clock.advance(Duration.ofSeconds(30));
        return id;
    }
}
