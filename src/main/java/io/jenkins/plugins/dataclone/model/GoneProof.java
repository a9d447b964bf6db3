package io.jenkins.plugins.dataclone.model;

/** How it is known of a resource that it does not exist. */
public enum GoneProof {
    /** No request for it was ever sent. */
    NEVER_REQUESTED("never asked for"),
    /** Its request had no answer, and so long afterwards the cloud has nothing of its name that nothing can come of it any more. */
    NEVER_MADE("its request came to nothing: none of its name"),
    /** Asked by its id, the cloud does not know it, and it has nothing else of its name. */
    NOT_FOUND("not found by id, none of its name"),
    /** It is not gone: another environment has taken it over, and takes it away. */
    HANDED_OVER("left to another environment"),
    /** What it was part of is gone: a rule goes with its share, a stack with its bay. */
    WITH_ITS_HOST("gone with what it was part of");

    private final String label;

    GoneProof(String label) {
        this.label = label;
    }

    /** The words shown to people. */
    public String label() {
        return label;
    }
}
