package io.jenkins.plugins.dataclone.embedded;

import java.util.HashMap;
import java.util.Map;

/** Limits of one project; -1 is unlimited. The defaults are those of a fresh (Zed) cloud. */
public final class Quotas {
    int shares = 50;
    int shareGigabytes = 1000;
    int shareSnapshots = 50;
    int shareSnapshotGigabytes = 1000;
    int volumes = 10;
    int volumeGigabytes = 1000;
    int volumeSnapshots = 10;
    int clusters = 20;
    int instances = 10;
    int cores = 20;
    int memoryMebibytes = 51200;

    private final Map<String, Integer> sharesOfType = new HashMap<>();

    Quotas() {}

    /** Maximum number of shares of one type. */
    public Quotas sharesOfType(String type, int limit) {
        sharesOfType.put(type, limit);
        return this;
    }

    int sharesOfType(String type) {
        return sharesOfType.getOrDefault(type, shares);
    }

    /** Maximum number of shares. */
    public Quotas shares(int limit) {
        shares = limit;
        return this;
    }

    /** GiB of all shares. */
    public Quotas shareGigabytes(int limit) {
        shareGigabytes = limit;
        return this;
    }

    /** Maximum number of share snapshots. */
    public Quotas shareSnapshots(int limit) {
        shareSnapshots = limit;
        return this;
    }

    /** GiB of all share snapshots. */
    public Quotas shareSnapshotGigabytes(int limit) {
        shareSnapshotGigabytes = limit;
        return this;
    }

    /** Maximum number of volumes. */
    public Quotas volumes(int limit) {
        volumes = limit;
        return this;
    }

    /** GiB of all volumes and their snapshots. */
    public Quotas volumeGigabytes(int limit) {
        volumeGigabytes = limit;
        return this;
    }

    /** Maximum number of volume snapshots. */
    public Quotas volumeSnapshots(int limit) {
        volumeSnapshots = limit;
        return this;
    }

    /** Maximum number of Magnum clusters. */
    public Quotas clusters(int limit) {
        clusters = limit;
        return this;
    }

    /** Maximum number of machines. */
    public Quotas instances(int limit) {
        instances = limit;
        return this;
    }

    /** Maximum number of cores of all machines. */
    public Quotas cores(int limit) {
        cores = limit;
        return this;
    }

    /** MiB of memory of all machines. */
    public Quotas memoryMebibytes(int limit) {
        memoryMebibytes = limit;
        return this;
    }

    static boolean exceeded(int limit, int used) {
        return limit >= 0 && used > limit;
    }
}
