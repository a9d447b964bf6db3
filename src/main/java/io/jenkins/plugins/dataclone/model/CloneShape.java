package io.jenkins.plugins.dataclone.model;

/**
 * What a clone is like where it may differ from production.
 *
 * @param type share or volume type, or null for that of production
 * @param sizeGiB size, or 0 for the snapshot's
 * @param maxSizeGiB the largest it may be, or 0 for any size
 * @param availabilityZone where it is made, or null to leave that to the service
 * @param shareNetwork name or id of the share network, for share types whose driver makes share servers; or null
 */
public record CloneShape(String type, int sizeGiB, int maxSizeGiB, String availabilityZone, String shareNetwork) {
    /** Of any size. */
    public CloneShape(String type, int sizeGiB, String availabilityZone, String shareNetwork) {
        this(type, sizeGiB, 0, availabilityZone, shareNetwork);
    }

    /** Like production in everything. */
    public static CloneShape likeProduction() {
        return new CloneShape(null, 0, null, null);
    }
}
