package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What shall go wrong on the embedded cloud: faults of single requests and faults of what the cloud then does. */
public final class Faults {
    private final Object lock;
    private final List<Fault> requests = new ArrayList<>();
    private final Map<String, Deque<String>> planned = new LinkedHashMap<>();
    private final Map<Kind, Duration> lagTime = new LinkedHashMap<>();
    private final Map<Kind, Integer> lagCalls = new LinkedHashMap<>();
    private Timeline timeline;
    private Store store;
    private Accounts accounts;

    Faults(Object lock) {
        this.lock = lock;
    }

    void bind(Timeline cloudTimeline, Store cloudStore, Accounts cloudAccounts) {
        timeline = cloudTimeline;
        store = cloudStore;
        accounts = cloudAccounts;
    }

    /**
     * A fault of the next request with this method ({@code *}: any) whose path ends with {@code path}; {@code *} in it
     * stands for one path segment. Examples: {@code ("POST", "/shares")}, {@code ("DELETE", "/shares/*")}; the full
     * path begins with the service, so {@code "/share/v2/*&#47;snapshots"} and {@code "/volume/v3/*&#47;snapshots"} differ.
     */
    public Fault next(String method, String path) {
        synchronized (lock) {
            Fault fault = new Fault(lock, method, path);
            requests.add(fault);
            return fault;
        }
    }

    /** The next share (clone or not) ends in {@code error}; this text is in its user message. */
    public void nextShareFails(String userMessage) {
        plan("share", userMessage);
    }

    /** The next share made from a snapshot ends in {@code error}; this text is in its user message. */
    public void nextCloneFails(String userMessage) {
        plan("clone", userMessage);
    }

    /** The next clone has this status on its way, e.g. {@code creating_from_snapshot} or one nobody knows. */
    public void nextCloneShows(String status) {
        plan("clone state", status);
    }

    /** The next clone is available and shows its project no export location, as when all are for administrators. */
    public void nextCloneHasNoExports() {
        plan("exports", "");
    }

    /** The next share snapshot ends in {@code error}. */
    public void nextSnapshotFails() {
        plan("snapshot", "");
    }

    /** The next access rule ends in {@code error}. */
    public void nextAccessRuleFails() {
        plan("rule", "");
    }

    /** The next share revert ends in {@code reverting_error}. */
    public void nextRevertFails() {
        plan("revert", "");
    }

    /** The next volume ends in {@code error}. */
    public void nextVolumeFails() {
        nextVolumeFails("schedule allocate volume:Could not find any available weighted backend.");
    }

    /** The next volume ends in {@code error}; this text is in its user message. */
    public void nextVolumeFails(String userMessage) {
        plan("volume", userMessage);
    }

    /** The next attachment is accepted and comes to nothing, as when the hypervisor refuses. */
    public void nextAttachFails() {
        plan("attach", "");
    }

    /** The next volume revert ends in {@code error}. */
    public void nextVolumeRevertFails() {
        plan("volume-revert", "");
    }

    /** The next volume snapshot ends in {@code error}. */
    public void nextVolumeSnapshotFails() {
        plan("volume-snapshot", "");
    }

    /** The storage still needs the next volume snapshot that is deleted: it comes back, and a user message says why. */
    public void nextVolumeSnapshotIsBusy() {
        plan("volume-snapshot busy", "");
    }

    /** The next cluster ends CREATE_FAILED, with this text (of Heat) in its {@code faults}. */
    public void nextClusterFails(String fault) {
        plan("cluster", fault);
    }

    /** The next cluster that is deleted is forgotten by Magnum, while its Heat stack stays as it is. */
    public void nextClusterDeleteLeavesStack() {
        plan("forget cluster", "");
    }

    /** The next resize of a cluster ends UPDATE_FAILED, with this text (of Heat) in its {@code faults}. */
    public void nextResizeFails(String fault) {
        plan("resize", fault);
    }

    /** The next stack ends CREATE_FAILED with this reason at its last resource. */
    public void nextStackFails(String reason) {
        plan("stack", reason);
    }

    /**
     * The next accepted delete of an object of this kind ends in its error state: {@code error_deleting} for shares,
     * volumes and their snapshots, {@code error} for access rules, {@code DELETE_FAILED} for clusters and stacks.
     */
    public void nextDeleteFails(Kind kind) {
        plan("delete " + kind, "");
    }

    /** Objects of this kind made from now on appear in lists only after this time; zero ends it. */
    public void listLag(Kind kind, Duration lag) {
        synchronized (lock) {
            lagTime.put(kind, lag);
        }
    }

    /** Objects of this kind made from now on are left out of this many list calls; zero ends it. */
    public void listLagCalls(Kind kind, int calls) {
        synchronized (lock) {
            lagCalls.put(kind, calls);
        }
    }

    /** The object is gone, as if somebody else had removed it. */
    public void vanish(String id) {
        synchronized (lock) {
            store.vanish(id);
        }
    }

    /** All tokens issued so far are refused from now on. */
    public void revokeTokens() {
        synchronized (lock) {
            accounts.revokeAll();
        }
    }

    /** Forgets every fault that has not happened yet. */
    public void clear() {
        synchronized (lock) {
            requests.clear();
            planned.clear();
            lagTime.clear();
            lagCalls.clear();
        }
    }

    Fault strike(String method, String fullPath, String body) {
        requests.removeIf(Fault::isOver);
        for (Fault fault : requests) {
            if (fault.strikes(method, fullPath, body)) {
                return fault;
            }
        }
        return null;
    }

    /** Takes a planned failure: its text, or null when everything shall go well. */
    String take(String key) {
        Deque<String> queue = planned.get(key);
        return queue == null ? null : queue.poll();
    }

    boolean deleteFails(Kind kind) {
        return take("delete " + kind) != null;
    }

    void lag(Kind kind, Resource resource) {
        Duration time = lagTime.getOrDefault(kind, Duration.ZERO);
        resource.listedFrom =
                time.isZero() ? resource.listedFrom : timeline.now().plus(time);
        resource.hiddenFromLists = lagCalls.getOrDefault(kind, 0);
    }

    private void plan(String key, String text) {
        synchronized (lock) {
            planned.computeIfAbsent(key, k -> new ArrayDeque<>()).add(text == null ? "" : text);
        }
    }
}
