package io.jenkins.plugins.dataclone.model;

/**
 * What kind of remote object a {@link Resource} stands for. The declaration order is the order in which one environment
 * builds its resources; the reverse is the order in which it gives them back, dependants first.
 */
public enum ResourceKind {
    /** A Manila snapshot of a production share, made by us. */
    SHARE_SNAPSHOT("snapshot", "share snapshot"),
    /** A Cinder snapshot of a production volume, made by us. */
    VOLUME_SNAPSHOT("volumesnapshot", "volume snapshot"),
    /** A Manila share created from a snapshot: the clone. */
    SHARE("share", "share"),
    /** A Cinder volume created from a snapshot: the clone. */
    VOLUME("volume", "volume"),
    /** A Manila snapshot of a clone: a point to go back to. */
    SHARE_CHECKPOINT("checkpoint", "checkpoint"),
    /** A Cinder snapshot of a clone, to come back to. */
    VOLUME_CHECKPOINT("volumecheckpoint", "volume checkpoint"),
    /** A Manila access rule on a clone; goes away with its share. */
    ACCESS_RULE("access", "access rule"),
    /** A Magnum cluster (a bay). */
    CLUSTER("bay", "bay"),
    /** That a cloned volume is attached to a server; goes away with its volume. */
    VOLUME_ATTACHMENT("attachment", "volume attachment"),
    /** A Heat stack: an application as servers and whatever else OpenStack offers, with clones handed to it. */
    HEAT_STACK("heat", "Heat stack"),
    /** An application on a bay: everything that bears its label on that engine. */
    STACK("stack", "stack");

    private final String namePart;
    private final String label;

    ResourceKind(String namePart, String label) {
        this.namePart = namePart;
        this.label = label;
    }

    /** The word used inside remote names: lower case letters only. */
    public String namePart() {
        return namePart;
    }

    /** The word shown to people. */
    public String label() {
        return label;
    }
}
