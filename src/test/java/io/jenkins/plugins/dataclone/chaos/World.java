package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.dataclone.embedded.CertificateAuthority;
import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.InProcess;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FakeDeployer;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cloud, the disk of a controller, and time: what stays when the controller's process is killed. Every request, every answer
 * and every write of the ledger is an event in one log, at each of which the process may be made to die. One thread, so the same
 * life is the same list of events each time.
 */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    /** A server of the administrator's that volumes are attached to. */
    static final String SERVER = "agent-1";
    /** Of all clusters of all worlds. */
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.quick("chaos");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final MutableClock clock = new MutableClock(START);
    final EventLog log = new EventLog();
    final EmbeddedCloud cloud;
    final FakeDeployer deployer;
    final String productionShare;
    final String productionVolume;
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final List<String> foreign;
    private final List<String> looksOfOthers;
    private final List<String> takenForGone = new ArrayList<>();
    /** What goes wrong with requests and answers; nothing as long as nobody says so. */
    private InProcess.Tap hazards;

    private boolean diskFull;
    private Controller controller;

    World() throws CloudException {
        String host = "world-" + NUMBER.incrementAndGet() + ".embedded";
        cloud = EmbeddedCloud.builder()
                .inProcess(host)
                .clock(clock)
                .delays(Delays.scaled(0.2))
                .start();
        cloud.bays().commonAuthority(AUTHORITY);
        productionShare = cloud.addProductionShare("orders-db", 2);
        productionVolume = cloud.addProductionVolume("orders-disk", 2);
        cloud.addShare("ci", "somebody-elses", 1, "default");
        cloud.addShare("ci", "dataclone-aaaaaaaaaaaa-share-1", 1, "default");
        cloud.addVolume("dataclone-aaaaaaaaaaaa-volume-1", 1, "lvm");
        String another = cloud.addShare("ci", "dataclone-bbbbbbbbbbbb-share-1", 1, "default");
        cloud.describe(
                Kind.SHARE,
                another,
                new OwnershipTag("controller-2", "bbbbbbbbbbbb", "other/job#1", START, START.plusSeconds(60)).asMap());
        cloud.addServer(SERVER);
        foreign = ids(cloud.living());
        looksOfOthers = looks();
        deployer = new FakeDeployer(clock, log, cloud.bays()::isAt);
        InProcess.tap(host, new InProcess.Tap() {
            @Override
            public void leaving(String request) throws IOException {
                log.add("send " + request);
                if (hazards != null) {
                    hazards.leaving(request);
                }
            }

            @Override
            public void arriving(String request) throws IOException {
                if (hazards != null) {
                    hazards.arriving(request);
                }
                log.add("answer to " + request);
            }
        });
        restart();
    }

    /** Whatever was in memory is gone; a new process reads the disk. */
    void restart() throws CloudException {
        restart("/ledger");
    }

    /** The same with an empty disk: the ledger is lost, or its file system is not there yet. */
    void restartWithoutLedger() throws CloudException {
        restart("/empty");
    }

    private void restart(String ledger) throws CloudException {
        log.revive();
        controller = new Controller(this, new DyingStore(disk.getPath(ledger), log, () -> diskFull, this::compare));
    }

    Controller controller() {
        return controller;
    }

    /** What is in the cloud that was not there at the beginning, and is not production. */
    List<LivingObject> left() {
        return cloud.living().stream()
                .filter(object -> !foreign.contains(object.id()))
                .toList();
    }

    /** What the ledger takes for gone must be gone in the cloud, by id and by name. */
    private void compare(Environment environment) {
        List<Resource> gone = environment.resources(Resource::isGone);
        List<LivingObject> living = gone.isEmpty() ? List.of() : cloud.living();
        for (Resource resource : gone) {
            if (resource.goneProof().orElseThrow() != GoneProof.HANDED_OVER) {
                living.stream()
                        .filter(object -> object.id().equals(resource.id())
                                || resource.name().equals(object.name()))
                        .forEach(object -> takenForGone.add(resource + ", which is " + object.status()));
            }
        }
    }

    /** Nothing of ours is left, and nothing else was touched. */
    void assertClean(String where) {
        assertThat(left()).as(where + ": left in the cloud").isEmpty();
        assertThat(deployer.leftovers()).as(where + ": left on an engine").isEmpty();
        assertThat(takenForGone).as(where + ": taken for gone").isEmpty();
        assertThat(cloud.productionWrites()).as(where + ": production").isEmpty();
        assertThat(cloud.uprooted()).as(where + ": lost their snapshot").isEmpty();
        assertThat(ids(cloud.living())).as(where + ": what others own").containsAll(foreign);
    }

    /** From now on that one decides what goes wrong with requests and answers, each time after the process may have died. */
    void hazards(InProcess.Tap tap) {
        hazards = tap;
    }

    void diskFull(boolean full) {
        diskFull = full;
    }

    /** What the ledger took for gone while it was still there. */
    List<String> takenForGone() {
        return List.copyOf(takenForGone);
    }

    /** What others own and is not as it was. */
    List<String> touchedOfOthers() {
        List<String> now = looks();
        return looksOfOthers.stream().filter(look -> !now.contains(look)).toList();
    }

    private List<String> looks() {
        return cloud.living().stream()
                .filter(object -> foreign.contains(object.id()))
                .map(object -> cloud.look(object.kind(), object.id()))
                .toList();
    }

    /** Names that several objects of ours bear or bore. */
    List<String> madeTwice() {
        List<String> twice = new ArrayList<>();
        for (Kind kind :
                List.of(Kind.SHARE, Kind.SHARE_SNAPSHOT, Kind.VOLUME, Kind.VOLUME_SNAPSHOT, Kind.CLUSTER, Kind.STACK)) {
            cloud.timesMade(kind).entrySet().stream()
                    .filter(made -> made.getValue() > 1)
                    .forEach(made -> twice.add(kind + " " + made));
        }
        deployer.created().entrySet().stream()
                .filter(made -> made.getValue() > 1)
                .forEach(made -> twice.add("application " + made));
        return twice;
    }

    /** How many objects of each kind were ever made. */
    Map<Kind, Integer> made() {
        Map<Kind, Integer> made = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            made.put(kind, cloud.created(kind));
        }
        return made;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    private static List<String> ids(List<LivingObject> objects) {
        return objects.stream().map(LivingObject::id).toList();
    }

    @Override
    public void close() {
        cloud.close();
        try {
            disk.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
