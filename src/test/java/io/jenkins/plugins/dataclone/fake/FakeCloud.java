package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Networks;
import io.jenkins.plugins.dataclone.port.Servers;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An OpenStack in memory. Objects change their state with the clock; {@link #failNext} makes calls misbehave; every call is in
 * the event log, as {@code <method> <object>} before its work and, where it changes something, {@code done <method> <object>}
 * after it. Calls that harm production are carried out and noted in {@link #violations()}. Thread-safe.
 */
public final class FakeCloud implements Cloud {
    /** The work of one call. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws CloudException;
    }

    private final String name;
    private final MutableClock clock;
    private final EventLog log;
    private final Map<String, FakeObject> objects = new LinkedHashMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, Integer> created = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, List<String>> scripts = new HashMap<>();
    private final FakeShares shares = new FakeShares(this);
    private final FakeVolumes volumes = new FakeVolumes(this);
    private final FakeServers servers = new FakeServers(this);
    private final FakeClusters clusters = new FakeClusters(this);
    private final FakeStacks stacks = new FakeStacks(this);
    private final FakeQuotas quotas = new FakeQuotas(this);
    private Duration listLag = Duration.ZERO;
    private String downService;
    private Fault current;
    private final Map<String, List<String>> subnets = new HashMap<>();
    private int lastId;
    private Shares.Abilities abilities = new Shares.Abilities(true, true, true);

    public FakeCloud(String name, MutableClock clock, EventLog log) {
        this.name = name;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shares shares() {
        return shares;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Servers servers() {
        return servers;
    }

    @Override
    public Clusters clusters() {
        return clusters;
    }

    @Override
    public Stacks stacks() {
        return stacks;
    }

    @Override
    public Networks networks() {
        return new Networks() {
            @Override
            public List<String> subnetCidrs(String network) throws CloudException {
                return call("subnetCidrs", network, () -> subnets.getOrDefault(network, List.of("10.1.0.0/24")));
            }

            @Override
            public String subnetCidr(String subnet) throws CloudException {
                return call("subnetCidr", subnet, () -> "10.1.0.0/24");
            }
        };
    }

    @Override
    public FakeQuotas quotas() {
        return quotas;
    }

    /** Adds a production share and gives its id. */
    public synchronized String addProductionShare(String shareName, int sizeGiB) {
        FakeObject share = put(new FakeObject(
                nextId(),
                shareName,
                null,
                now().minus(Duration.ofDays(1)),
                FakeObject.Words.SHARE,
                Map.of(),
                sizeGiB,
                "NFS"));
        share.production = true;
        return share.id;
    }

    /** Adds a production volume, which a production server has, and gives its id. */
    public synchronized String addProductionVolume(String volumeName, int sizeGiB) {
        FakeObject volume = put(new FakeObject(
                nextId(),
                volumeName,
                null,
                now().minus(Duration.ofDays(1)),
                FakeObject.Words.PRODUCTION_VOLUME,
                Map.of(),
                sizeGiB,
                "lvm"));
        volume.production = true;
        return volume.id;
    }

    /** Adds a server that an administrator made and gives its id. */
    public synchronized String addServer(String serverName) {
        FakeObject server = put(new FakeObject(
                nextId(),
                serverName,
                null,
                now().minus(Duration.ofDays(1)),
                FakeObject.Words.SERVER,
                Map.of(),
                0,
                "server"));
        server.production = true;
        return server.id;
    }

    /** Adds a volume type; multiattach if volumes of it may be attached to several servers. */
    public synchronized void addVolumeType(String typeName, boolean multiattach) {
        volumes.addType(typeName, multiattach);
    }

    /**
     * Adds a snapshot of a share that somebody else took, and gives its id.
     *
     * @param age how long ago it was taken
     * @param tag as another controller would write it; empty for none
     */
    public synchronized String addForeignSnapshot(
            String shareId, String snapshotName, Duration age, Map<String, String> tag) {
        FakeObject snapshot = put(new FakeObject(
                nextId(),
                snapshotName,
                shareId,
                now().minus(age),
                FakeObject.Words.SNAPSHOT,
                tag,
                objects.get(shareId).size,
                "snapshot"));
        snapshot.production = true;
        return snapshot.id;
    }

    /** The tag on an object, or whatever else its metadata says. */
    public synchronized Map<String, String> metadata(String id) {
        return objects.get(id).metadata;
    }

    /** Adds a share of somebody else, without any tag. */
    public String addForeignShare(String shareName) {
        return addProductionShare(shareName, 1);
    }

    /** Adds a Heat stack of somebody else, without any tag. */
    public synchronized void addForeignStack(String stackName) {
        FakeObject stack = put(new FakeObject(
                nextId(),
                stackName,
                null,
                now().minus(Duration.ofDays(1)),
                FakeObject.Words.STACK,
                Map.of(),
                1,
                "stack"));
        stack.production = true;
    }

    /** Adds a cluster template. */
    public void addTemplate(String templateName, String coe) {
        clusters.addTemplate(templateName, coe);
    }

    /** The next call of that method misbehaves; several are used up in order. */
    public synchronized void failNext(String method, Fault fault) {
        faults.computeIfAbsent(method, m -> new ArrayDeque<>()).add(fault);
    }

    /** The next call of that method is answered with that error. */
    public void failNext(String method, CloudException.Kind kind, int status, String message) {
        failNext(method, Fault.refused(CloudException.answered(kind, message, status, "req-" + status, null)));
    }

    /** The states that objects made by that method from now on go through, one second each, before they are usable. */
    public synchronized void script(String createMethod, String... words) {
        scripts.put(createMethod, List.of(words));
    }

    /** Lists show what happened only so much later. */
    public synchronized void listLag(Duration lag) {
        listLag = lag;
    }

    /** No call gets an answer until {@link #up}. */
    public synchronized void down() {
        downService = "";
    }

    /** No call to that service, {@code shares}, {@code volumes} or {@code clusters}, gets an answer until {@link #up}. */
    public synchronized void down(String service) {
        downService = service;
    }

    public synchronized void up() {
        downService = null;
    }

    /** Adds a share type, or changes what is said of the one that there is: {@code thin}. */
    public synchronized void shareType(String typeName, Map<String, String> extraSpecs) {
        shares.addType(typeName, extraSpecs);
    }

    /** The subnets of that network; one that is not known has one of its own. */
    public synchronized void network(String networkName, String... cidrs) {
        subnets.put(networkName, List.of(cidrs));
    }

    /** What can be done with shares. */
    public synchronized void abilities(Shares.Abilities able) {
        abilities = able;
    }

    synchronized Shares.Abilities abilities() {
        return abilities;
    }

    void revert(FakeObject object, String wordOfFailure) {
        object.busyWord = "reverting";
        object.busyUntil = now().plus(FakeObject.REVERT);
        if (is(Fault.Moment.ENDS_IN_ERROR)) {
            object.brokenWord = wordOfFailure;
            object.errorReason = current.reason;
        }
    }

    /** Its Cinder is too old for it. */
    public synchronized void cannotRevertVolumes() {
        volumes.cannotRevert();
    }

    /** The object's next so many deletions end in {@code error_deleting}. */
    public synchronized void failDeletions(String id, int times) {
        objects.get(id).failingDeletions = times;
    }

    /** The object shows its old status for that long after it was asked to go. */
    public synchronized void deletionLag(String id, Duration lag) {
        objects.get(id).deletionLag = lag;
    }

    /** The next resize of a cluster is accepted, and nothing happens. */
    public synchronized void dropNextResize() {
        clusters.resizeIsDropped = true;
    }

    /** The next resize of a cluster is accepted and ends in UPDATE_FAILED for that reason. */
    public synchronized void failNextResize(String reason) {
        clusters.resizeFailure = reason;
    }

    /** Worker nodes of a cluster now. */
    public synchronized int nodes(String clusterId) {
        return objects.get(clusterId).size(now());
    }

    /** Magnum has no record of a cluster any more, but its Heat stack stays. */
    public synchronized void forgetCluster(String id) {
        FakeObject cluster = objects.remove(id);
        objects.put(
                FakeClusters.STACK_OF + id,
                new FakeObject(
                        FakeClusters.STACK_OF + id,
                        cluster.name + "-stack",
                        null,
                        cluster.bornAt,
                        FakeObject.Words.STACK,
                        Map.of(),
                        1,
                        "stack"));
    }

    /** Somebody else deletes the object at once. */
    public synchronized void vanish(String id) {
        objects.remove(id);
    }

    /** The calls that would have harmed production, what others own, or the data of a clone. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often an object of each name was created. */
    public synchronized Map<String, Integer> created() {
        return new TreeMap<>(created);
    }

    /** Names of everything that exists, or will, and is not production. */
    public synchronized List<String> leftovers() {
        return objects.values().stream()
                .filter(o -> !o.production)
                .filter(o -> o.bornAt.isAfter(now()) || o.exists(now()))
                .map(o -> o.name)
                .toList();
    }

    /** Kinds and names of everything that is on its way out. */
    public synchronized List<String> leaving() {
        return objects.values().stream()
                .filter(o -> o.deletedAt != null && o.exists(now()))
                .map(o -> o.words.kind() + " " + o.name)
                .toList();
    }

    /** Names of production and of what others own. */
    public synchronized List<String> production() {
        return objects.values().stream()
                .filter(o -> o.production && o.exists(now()))
                .map(o -> o.name)
                .toList();
    }

    /** Whether there is a server of that id, a node of a bay included. */
    boolean hasServer(String id) {
        return servers.isAlive(id);
    }

    /** Whether a cluster of that id can be reached. */
    public synchronized boolean isAlive(String id) {
        FakeObject object = objects.get(id);
        return object != null && object.exists(now());
    }

    /** Ids of the nodes of a bay. */
    List<String> nodes(FakeObject cluster) {
        return servers.nodes(cluster);
    }

    synchronized <T> T call(String method, String what, Work<T> work) throws CloudException {
        return run(method, what, work, false);
    }

    synchronized <T> T change(String method, String what, Work<T> work) throws CloudException {
        return run(method, what, work, true);
    }

    private <T> T run(String method, String what, Work<T> work, boolean changes) throws CloudException {
        log.add(method + " " + what);
        if (downService != null && service(method).startsWith(downService)) {
            throw Fault.silence();
        }
        Deque<Fault> waiting = faults.getOrDefault(method, new ArrayDeque<>());
        current = waiting.poll();
        try {
            if (is(Fault.Moment.BEFORE_WORK)) {
                throw current.error;
            }
            T result = work.run();
            if (changes) {
                log.add("done " + method + " " + what);
            }
            if (is(Fault.Moment.SLOW_ANSWER)) {
                clock.advance(current.late);
            }
            if (is(Fault.Moment.AFTER_WORK) || is(Fault.Moment.LATE_WORK)) {
                throw current.error;
            }
            return result;
        } finally {
            current = null;
        }
    }

    private static String service(String method) {
        String call = method.toLowerCase(java.util.Locale.ROOT);
        if (call.contains("cluster")) {
            return "clusters";
        }
        if (call.contains("stack")) {
            return "stacks";
        }
        return call.contains("volume") || call.contains("server") ? "volumes" : "shares";
    }

    private boolean is(Fault.Moment moment) {
        return current != null && current.moment == moment;
    }

    FakeObject create(
            String method,
            String objectName,
            String parent,
            FakeObject.Words words,
            Map<String, String> metadata,
            int size,
            String detail) {
        Instant born = is(Fault.Moment.LATE_WORK) ? now().plus(current.late) : now();
        FakeObject.Words used = scripts.containsKey(method) ? words.making(scripts.get(method)) : words;
        FakeObject made = put(new FakeObject(nextId(), objectName, parent, born, used, metadata, size, detail));
        made.errorReason = is(Fault.Moment.ENDS_IN_ERROR) ? current.reason : null;
        created.merge(objectName, 1, Integer::sum);
        return made;
    }

    /** What a cloud makes of its own accord when it is asked for something else. */
    FakeObject byproduct(String objectName, String parent, FakeObject.Words words, int size, String detail) {
        return put(new FakeObject(nextId(), objectName, parent, now(), words, Map.of(), size, detail));
    }

    private FakeObject put(FakeObject object) {
        objects.put(object.id, object);
        return object;
    }

    /** The object as a GET by id sees it. */
    FakeObject existing(String kind, String id) throws CloudException {
        FakeObject object = objects.get(id);
        if (object == null || !object.exists(now())) {
            throw CloudException.answered(
                    CloudException.Kind.NOT_FOUND,
                    kind + " " + id + " could not be found on cloud '" + name + "' (404, req-404)",
                    404,
                    "req-404",
                    null);
        }
        return object;
    }

    /** The objects as a list sees them: as they were some time ago, with today's words. */
    List<FakeObject> listed(FakeObject.Words kind, String prefix) {
        Instant then = now().minus(listLag);
        return objects.values().stream()
                .filter(o -> o.is(kind))
                .filter(o -> o.name.startsWith(prefix) && o.exists(then))
                .toList();
    }

    void violated(FakeObject object, String what) {
        if (object != null && object.production) {
            violations.add(what + " " + object.name);
        }
    }

    /** Something that no flow may ask for, whatever the cloud would answer. */
    void broken(String what) {
        violations.add(what);
    }

    FakeObject peek(String id) {
        return objects.get(id);
    }

    List<FakeObject> all() {
        return List.copyOf(objects.values());
    }

    Instant now() {
        return clock.instant();
    }

    private String nextId() {
        return new UUID(0xfa6eL, ++lastId).toString();
    }
}
