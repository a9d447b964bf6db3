package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a clone is made of, as far as its checkpoints have to know: what shares and volumes each do in their own way. How a
 * checkpoint is taken, and how a clone goes back to one, is the same for both and is not in here.
 */
interface ClonedData {
    /**
     * That of a clone.
     *
     * @param flow is told what happens
     * @throws CloudException CONFIGURATION if such a thing has no checkpoints
     */
    static ClonedData of(Resource clone, Flow<?> flow, String environmentId) throws CloudException {
        return switch (clone.kind()) {
            case SHARE -> new ClonedShare(flow, environmentId);
            case VOLUME -> new ClonedVolume(flow, environmentId);
            default ->
                throw CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "Clone " + clone.name() + " is a " + clone.kind().label() + ", which has no checkpoints");
        };
    }

    /**
     * How a clone that goes back in place stands.
     *
     * @param look what the cloud says of it
     * @param free whether it can be asked to go back now
     * @param under whether it is on its way back
     */
    record Condition(Look look, boolean free, boolean under) {}

    DataKind kind();

    /** Of the clones in the ledger. */
    ResourceKind clones();

    /** Of their checkpoints in the ledger. */
    ResourceKind checkpoints();

    /** How a clone is found, looked at and deleted. */
    Remote remote();

    /** How a checkpoint is found, looked at and deleted. */
    Remote snapshots();

    /**
     * Asks for the snapshot that a checkpoint is.
     *
     * @return its id
     */
    String takeSnapshot(Resource checkpoint, OwnershipTag tag) throws CloudException;

    /** When a checkpoint was taken, or null if the cloud does not tell. */
    Instant takenAt(Resource checkpoint) throws CloudException;

    /** What a checkpoint takes of the quotas. */
    Demand demandOfCheckpoint(Resource clone);

    /** What another clone in place of this one takes of the quotas. */
    Demand demandOfClone(Resource clone);

    /** Why that clone cannot go back to a checkpoint of its own in place; empty if nothing is known to be in the way. */
    Optional<String> obstacle(Resource clone, Resource checkpoint) throws CloudException;

    /**
     * Takes the clone off whatever has to let go of it while it goes back; repeatable, and what that was is in the ledger. One
     * tick.
     *
     * @return whether nothing of ours holds it any more
     */
    boolean letGo(Resource clone) throws CloudException;

    Condition condition(Resource clone, Resource checkpoint) throws CloudException;

    /** Asks for the clone to be put back to its latest snapshot. */
    void revert(Resource clone, Resource checkpoint) throws CloudException;

    /** Whether a clone that was accepted to go back has its old data, and the checkpoint can be used again. */
    boolean isBack(Condition now, Resource checkpoint) throws CloudException;

    /** Gives the clone back to whom {@link #letGo} took it from. One tick; whether all of them have it. */
    boolean giveBack(Resource clone) throws CloudException;

    /** Attributes of a clone that one in its place has as well. */
    List<String> inherited();

    /**
     * Asks for another clone from a checkpoint.
     *
     * @param planned as {@link Takeover} has written it down
     * @return its id
     */
    String createFromCheckpoint(Resource planned, OwnershipTag tag) throws CloudException;

    /** Gives the other clone, which is ready, to all who have the old one. One tick; whether all of them have it. */
    boolean handOver(Resource old, Resource other) throws CloudException;

    /** The clone with what its users have to know of it noted. */
    Resource noted(Resource clone) throws CloudException;

    /** What of ours holds a clone, and has to go before it. */
    List<Resource> holders(Resource clone);
}
