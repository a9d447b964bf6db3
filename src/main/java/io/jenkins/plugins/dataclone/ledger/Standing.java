package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * For which environments of the ledger this controller may act. Those of an identity that is not certainly its own are frozen:
 * their records are kept up, and no cloud is asked for anything in their name. Thread-safe.
 */
public final class Standing {
    /** When to look again whether an administrator has answered. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(10);

    private final ControllerIdentity identity;
    private final Records records;

    Standing(ControllerIdentity identity, Records records) {
        this.identity = identity;
        this.records = records;
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
