package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * For which environments of the ledger this controller may act. Those of an identity that is not certainly its own are frozen:
 * their records are kept up, and no cloud is asked for anything in their name. Thread-safe.
 */
public final class Standing {
    /** When to look again whether an administrator has answered. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(10);

    private final ControllerIdentity identity;
    private final Records records;
    private final InstantSource clock;

    Standing(ControllerIdentity identity, Records records, InstantSource clock) {
        this.identity = identity;
        this.records = records;
        this.clock = clock;
    }

    public ControllerIdentity identity() {
        return identity;
    }

    /** Whether nothing may be done for it now. */
    public boolean isFrozen(Environment environment) {
        return !identity.isOurs(environment.controller());
    }

    /** The environments that wait for an administrator's answer. */
    public List<Environment> frozen() {
        return records.all().stream()
                .filter(environment -> !environment.state().isOver())
                .filter(this::isFrozen)
                .toList();
    }

    /** Whether an administrator has to say whose the environments, or the identity of this controller, are. */
    public boolean isInQuestion() {
        return identity.isQuestioned() || !frozen().isEmpty();
    }

    /**
     * An answer: this controller is the one that the files were made by, or has taken its place. Everything goes on.
     *
     * @throws CloudException UNAVAILABLE if that cannot be written down: then nothing has changed
     */
    public void adopt() throws CloudException {
        identity.adopt(frozen().stream().map(Environment::controller).collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * The other answer: this controller is a copy. The environments in question are left to the original one.
     *
     * @param by who says so
     * @return how many there were
     * @throws CloudException UNAVAILABLE if that cannot be written down; the question stays open then
     */
    public int disown(String by) throws CloudException {
        List<Environment> others = frozen();
        String why = "it belongs to the Jenkins controller"
                + identity.doubt()
                        .map(doubt -> " at " + doubt.formerUrl() + " of which this one is a copy")
                        .orElse(" that made it")
                + ", as " + by + " said";
        for (Environment environment : others) {
            records.change(environment.id(), old -> old == null ? null : old.disowned(why, clock.instant()));
        }
        identity.disown();
        return others.size();
    }

    /** Why nothing may be done for that environment now; empty if it may, or if there is none of that id. */
    public Optional<CloudException> obstacle(String environmentId) {
        try {
            return records.recall(environmentId).filter(this::isFrozen).map(Standing::obstacle);
        } catch (CloudException historyUnreadable) {
            return Optional.of(historyUnreadable);
        }
    }

    /** @throws CloudException FROZEN if nothing may be done for that environment now; nothing was sent then */
    void require(Environment environment) throws CloudException {
        if (isFrozen(environment)) {
            throw obstacle(environment);
        }
    }

    private static CloudException obstacle(Environment environment) {
        String id = "Environment " + environment.id();
        return environment.state() == EnvironmentState.DISOWNED
                ? CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        id + " is not this controller's (" + environment.releaseReason()
                                + "); nothing is done for it here")
                : CloudException.heldBack(
                        CloudException.Kind.FROZEN,
                        id
                                + " may belong to another Jenkins controller, from which this one's files were copied, so no cloud"
                                + " is asked for anything; an administrator has to answer the question in Manage Jenkins",
                        NEXT_LOOK);
    }
}
