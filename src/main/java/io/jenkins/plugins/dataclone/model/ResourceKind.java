package io.jenkins.plugins.dataclone.model;

/**
 * What kind of remote object a {@link Resource} stands for. The declaration order is the order in which one environment
 * builds its resources; the reverse is the order in which it gives them back, dependants first.
 */
public enum ResourceKind {
    /** A Manila snapshot of a production share, made by us. */
    SHARE_SNAPSHOT("snapshot", "share snapshot"),
    /** A Manila share created from a snapshot: the clone. */
    SHARE("share", "share"),
    /** A Manila access rule on a clone; goes away with its share. */
    ACCESS_RULE("access", "access rule"),
    /** A Magnum cluster (a bay). */
    CLUSTER("bay", "bay"),
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
