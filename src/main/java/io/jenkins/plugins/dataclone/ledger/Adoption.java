package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes something into the ledger that it does not know, so that the release flow can take it away like everything else. */
public final class Adoption {
    /** What such an environment is called. */
    public static final String NAME = "found";

    private Adoption() {}

    /**
     * Writes it down as a part of the environment that its tag names: one that has ended is released again, and one that there is
     * none of is made, with the controller and the build of the tag. Nothing changes if that environment is in use, or has
     * something else of that name that is still to go.
     *
     * @param reason why the environment goes, if it is a new one: for people
     * @return the environment, and whether the object is a part of it now
     * @throws CloudException UNAVAILABLE if it cannot be written down
     */
    public static Adopted adopt(Ledger ledger, Seen object, String reason, Instant now) throws CloudException {
        // none if it came into question meanwhile whose it is: then nothing is made
        Optional<Environment> environment =
                Optional.ofNullable(ledger.change(object.tag().environment(), old -> {
                    Environment owner = old == null ? fresh(object, reason, now) : old;
                    Optional<Resource> namesake = owner.resource(object.name());
                    boolean free = !owner.state().isUsable()
                            && owner.state() != EnvironmentState.DISOWNED
                            && !ledger.standing().isFrozen(owner)
                            && namesake.filter(there -> !there.isGone()).isEmpty();
                    return free ? owner.with(object.entry(namesake, now)) : old;
                }));
        boolean adopted = environment
                .flatMap(owner -> owner.resource(object.name()))
                .filter(entry -> object.id().equals(entry.id()) && !entry.isGone())
                .isPresent();
        return new Adopted(object.tag().environment(), adopted);
    }

    /**
     * How it went.
     *
     * @param environmentId the environment that the object is a part of, or was to become one
     * @param isPart whether it is
     */
    public record Adopted(String environmentId, boolean isPart) {}

    private static Environment fresh(Seen object, String reason, Instant now) {
        return new Environment(
                object.tag().environment(),
                NAME,
                object.tag().controller(),
                new Owner(object.tag().run(), "", object.tag().createdAt()),
                EnvironmentState.RELEASING,
                object.tag().createdAt(),
                object.tag().expiresAt(),
                object.tag().expiresAt(),
                null,
                now,
                reason,
                null,
                null,
                List.of());
    }
}
