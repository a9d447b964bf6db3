package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whose time to live is over. People and clouds go by the wall clock, so lives do too; but a wall clock may be wrong, and one that
 * is years ahead for a moment must not end every life there is. So a life is over when
 *
 * <ul>
 *   <li>the wall clock has said so at every look for {@link #SEEN_FOR}, and has not been set by more than {@link #JUMP} within the
 *       last {@link #DISTRUST}; or
 *   <li>it has lasted, since it was first looked at, for as long as it was to last in all, and {@link #SLACK} more: a clock that was
 *       set back makes nothing live for ever.
 * </ul>
 *
 * <p>What is remembered is lost in a restart and begins anew; that makes a life longer, never shorter. Not thread-safe.
 */
final class Expiry {
    /** How long the wall clock has to say that a life is over. */
    static final Duration SEEN_FOR = Duration.ofSeconds(30);
    /** By how much the wall clock may go astray between two looks before it counts as set. */
    static final Duration JUMP = Duration.ofMinutes(1);
    /** How long a wall clock that was set is not believed when it says that a life is over. */
    static final Duration DISTRUST = Duration.ofMinutes(10);
    /** How much longer than its whole time a life may last by a clock that cannot be set. */
    static final Duration SLACK = Duration.ofMinutes(10);

    private final Time time;
    private final Map<String, Life> lives = new HashMap<>();
    private Instant lastLook;
    private Instant lastWall;
    private Instant distrustedUntil = Instant.MIN;
    /** Whether the wall clock was set since the look before this one. */
    private boolean wasSet;

    /** A life under observation; moments are the steady clock's. */
    private static final class Life {
        private final Instant expiresAt;
        /** When it is over whatever the wall clock says. */
        private final Instant overAt;
        /** Since when the wall clock says that it is over, or null. */
        private Instant saidSince;

        Life(Instant expiresAt, Instant overAt) {
            this.expiresAt = expiresAt;
            this.overAt = overAt;
        }
    }

    Expiry(Time time) {
        this.time = time;
    }

    /** To be called before the environments are looked at, one after the other. */
    void beginLook(Set<String> all) {
        lives.keySet().retainAll(all);
        Instant now = time.instant();
        Instant wall = time.wall();
        wasSet = lastLook != null
                && Duration.between(lastWall, wall)
                                .minus(Duration.between(lastLook, now))
                                .abs()
                                .compareTo(JUMP)
                        > 0;
        if (wasSet) {
            distrustedUntil = now.plus(DISTRUST);
            lives.values().forEach(life -> life.saidSince = null);
        }
        lastLook = now;
        lastWall = wall;
    }

    /** Whether the life of that environment is over. */
    boolean isOver(Environment environment) {
        Life life = lives.get(environment.id());
        if (life == null || !life.expiresAt.equals(environment.expiresAt())) {
            life = begin(environment, life != null);
            lives.put(environment.id(), life);
        }
        if (!lastLook.isBefore(life.overAt)) {
            return true;
        }
        if (!lastWall.isAfter(environment.expiresAt()) || lastLook.isBefore(distrustedUntil)) {
            life.saidSince = null;
            return false;
        }
        if (life.saidSince == null) {
            life.saidSince = lastLook;
        }
        return !lastLook.isBefore(life.saidSince.plus(SEEN_FOR));
    }

    /**
     * What the wall clock shows now may be wrong, so it is not asked how much of the life is left. But an end that was moved since
     * the last look was counted from what it shows now, right or wrong, if it was not set in between.
     */
    private Life begin(Environment environment, boolean moved) {
        Duration whole = Duration.between(environment.createdAt(), environment.expiresAt());
        Duration left = Duration.between(lastWall, environment.expiresAt());
        boolean counted = moved && !wasSet && !left.isNegative() && left.compareTo(whole) < 0;
        Duration most = counted ? left : whole;
        return new Life(environment.expiresAt(), lastLook.plus(most).plus(SLACK));
    }
}
