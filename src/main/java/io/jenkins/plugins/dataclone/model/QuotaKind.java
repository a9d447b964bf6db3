package io.jenkins.plugins.dataclone.model;

/** What may be limited: by the cloud for a project, or by the administrator of this Jenkins for this Jenkins. */
public enum QuotaKind {
    SHARES("shares"),
    SHARE_GIGABYTES("GiB of shares"),
    SHARE_SNAPSHOTS("share snapshots"),
    SHARE_SNAPSHOT_GIGABYTES("GiB of share snapshots"),
    VOLUMES("volumes"),
    /** Cinder counts its snapshots here too. */
    VOLUME_GIGABYTES("GiB of volumes"),
    VOLUME_SNAPSHOTS("volume snapshots"),
    INSTANCES("instances"),
    CORES("cores"),
    RAM_MEBIBYTES("MiB of memory"),
    CLUSTERS("clusters"),
    PORTS("ports"),
    FLOATING_IPS("floating IPs"),
    /** Counted and limited here, see {@link Caps}; the cloud knows nothing of it. */
    OWN_CLONES("clones (limit set in Jenkins)"),
    OWN_CLONE_GIGABYTES("GiB of clones (limit set in Jenkins)"),
    OWN_BAYS("bays (limit set in Jenkins)");

    private final String label;

    QuotaKind(String label) {
        this.label = label;
    }

    /** Whether it is a limit of our own, which no cloud can tell. */
    public boolean isOwn() {
        return this == OWN_CLONES || this == OWN_CLONE_GIGABYTES || this == OWN_BAYS;
    }

    /** The words shown to people, after a number. */
    public String label() {
        return label;
    }
}
