package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;

/** How long environments live: rules for moving the ends of their lives. */
final class Lives {
    private Lives() {}

    static Environment kept(Environment environment, Instant until, String because) {
        return environment.isOpen() ? environment.kept(until, because) : environment;
    }

    static Environment extended(Environment environment, Instant until) {
        return environment.state().isUsable() && until.isAfter(environment.expiresAt())
                ? environment.expiring(until)
                : environment;
    }

    /** @throws CloudException CONFIGURATION if it has not become longer because it could not */
    static void requireExtended(Environment before, Environment after, Instant until) throws CloudException {
        if (!after.state().isUsable()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Environment " + after.id() + ": " + whyNotOpen(after) + "; its life cannot be extended any more");
        }
        if (until.isAfter(before.mayLiveUntil()) && !after.expiresAt().isAfter(before.expiresAt())) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Environment " + after.id() + " lives until " + after.expiresAt()
                            + " already, which is as long as the administrator allows for what is in it");
        }
    }

    /** Why nothing may be added to an environment, for people. */
    static String whyNotOpen(Environment environment) {
        return switch (environment.state()) {
            case OPEN -> "it is open";
            case KEPT -> "it is kept for debugging until " + environment.expiresAt();
            case RELEASING, STUCK -> "it is being released (" + environment.releaseReason() + ")";
            case ENDED -> "it has ended (" + environment.releaseReason() + ")";
            case DISOWNED -> "it is not this controller's (" + environment.releaseReason() + ")";
        };
    }
}
