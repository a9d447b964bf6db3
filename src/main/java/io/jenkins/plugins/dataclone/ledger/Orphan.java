package io.jenkins.plugins.dataclone.ledger;

/**
 * What a scan decided about an object of ours that the ledger does not know.
 *
 * @param object the object
 * @param fate what becomes of it
 * @param why the reason: words for people
 */
public record Orphan(Seen object, Fate fate, String why) {
    /** What becomes of such an object. */
    public enum Fate {
        /** It is in the ledger now and on its way out. */
        ADOPTED,
        /** Nothing yet: a later scan decides. */
        WAITING,
        /** Nothing, as long as that reason holds. */
        LEFT
    }
}
