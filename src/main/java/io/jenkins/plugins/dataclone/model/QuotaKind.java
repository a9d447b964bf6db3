package io.jenkins.plugins.dataclone.model;

/** What a cloud counts and may limit for a project. */
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
    FLOATING_IPS("floating IPs");

    private final String label;

    QuotaKind(String label) {
        this.label = label;
    }

    /** The words shown to people, after a number. */
    public String label() {
        return label;
    }
}
