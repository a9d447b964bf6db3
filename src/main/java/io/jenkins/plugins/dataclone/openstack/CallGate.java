package io.jenkins.plugins.dataclone.openstack;

import dev.failsafe.RateLimiter;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What every call to one cloud passes: so many at a time, so many a second, none to a service that asked for a pause, and one
 * at a time to a cloud that does not answer. Who may not pass is refused at once, or after {@link #PATIENCE}: worker threads
 * are few, and flows come back by themselves. Thread-safe.
 */
final class CallGate {
    private static final Logger LOGGER = Logger.getLogger(CallGate.class.getName());
    /** How long a thread waits for each of the two limits. */
    static final Duration PATIENCE = Duration.ofMillis(500);
    /** So many calls in a row without an answer, and a service counts as silent. */
    static final int SILENT_AFTER = 3;
    /** How often a silent service is tried. */
    static final Duration PROBE_EVERY = Duration.ofSeconds(5);

    private static final Duration BREATH = Duration.ofSeconds(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final String cloud;
    /** Waits go by the steady time, sentences by the wall clock. */
    private final Time time;

    private final int mostInFlight;
    /** Not Failsafe's bulkhead: that gives a permit to everybody who waited for one in vain, and never gets it back. */
    private final Semaphore inFlight;

    private final RateLimiter<Object> rate;
    /** However many services of the cloud are silent: one thread at a time finds out about one of them. */
    private final Semaphore probe = new Semaphore(1);

    private final Map<ServiceName, Line> lines = new EnumMap<>(ServiceName.class);
    private final Set<String> told = new HashSet<>();
    /** When the first call failed after which nothing on this cloud has answered; null while something does. */
    private Instant cloudSilentSince;

    /** One service; guarded by the gate. */
    private static final class Line {
        private final String label;
        private Instant pausedUntil = Instant.MIN;
        /** How many calls in a row got no answer. */
        private int unanswered;
        /** When a silent service is tried next. */
        private Instant restsUntil = Instant.MIN;

        private Instant silentSince;
        /** The sentence about its silence, made once so that nobody hears it twice; null while it answers. */
        private String outage;

        Line(String label) {
            this.label = label;
        }

        private boolean isSilent() {
            return unanswered >= SILENT_AFTER;
        }
    }

    CallGate(String cloud, CallLimits limits, Time time) {
        this.cloud = cloud;
        this.time = time;
        this.mostInFlight = limits.inFlight();
        this.inFlight = new Semaphore(mostInFlight, true);
        this.rate = RateLimiter.smoothBuilder(limits.perSecond(), Duration.ofSeconds(1))
                .build();
        for (ServiceName service : ServiceName.values()) {
            lines.put(service, new Line(service.label() + " on cloud '" + cloud + "'"));
        }
    }

    /**
     * Makes the call if it may pass.
     *
     * @throws CloudException BUSY or SILENT if it was held back; UNAVAILABLE if it found the service still, or from now on,
     *     silent
     */
    <T> T pass(ServiceName service, Supplier<T> call) throws CloudException {
        Line line = lines.get(service);
        checkPause(line);
        boolean probing = isSilent(line);
        if (probing && !probe.tryAcquire()) {
            throw silent(line);
        }
        try {
            if (probing && isResting(line)) {
                throw silent(line);
            }
            return admitted(line, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            if (probing) {
                probe.release();
            }
        }
    }

    private <T> T admitted(Line line, Supplier<T> call) throws CloudException, InterruptedException {
        if (!inFlight.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy(line, mostInFlight + " calls to the cloud are under way", BREATH);
        }
        try {
            if (!rate.tryAcquirePermit(PATIENCE)) {
                throw busy(line, "as many calls a second as allowed have begun already", BREATH);
            }
            return watched(line, call);
        } finally {
            inFlight.release();
        }
    }

    private <T> T watched(Line line, Supplier<T> call) throws CloudException {
        try {
            T result = call.get();
            answered(line);
            return result;
        } catch (HttpFailure failure) {
            notePause(line, failure);
            if (failure.isOfGateway()) {
                unanswered(line, "a gateway in front of it says " + failure.status(), failure);
            } else {
                answered(line);
            }
            throw failure;
        } catch (TransportFailure failure) {
            if (failure.reason().isConfiguration()) {
                // somebody is there; whether to trust him is not a matter of waiting
                answered(line);
            } else {
                unanswered(line, failure.host() + ": " + failure.words(), failure);
            }
            throw failure;
        }
    }

    private synchronized void answered(Line line) {
        cloudSilentSince = null;
        line.silentSince = null;
        line.unanswered = 0;
        if (line.outage != null) {
            line.outage = null;
            LOGGER.info(() -> line.label + " answers again");
            if (lines.values().stream().allMatch(each -> each.outage == null)) {
                told.clear();
            }
        }
    }

    /** @throws CloudException with the sentence about the outage, if the service counts as silent by now */
    private synchronized void unanswered(Line line, String why, RuntimeException failure) throws CloudException {
        Instant now = time.wall();
        cloudSilentSince = cloudSilentSince == null ? now : cloudSilentSince;
        line.silentSince = line.silentSince == null ? now : line.silentSince;
        line.unanswered++;
        if (!line.isSilent()) {
            return;
        }
        line.restsUntil = time.instant().plus(PROBE_EVERY);
        if (line.outage == null) {
            boolean wholeCloud = isWholeCloudSilent(line);
            Instant since = wholeCloud ? cloudSilentSince : line.silentSince;
            String sentence = (wholeCloud ? "Cloud '" + cloud + "'" : line.label) + " has not answered since "
                    + TIME.format(since.atZone(ZoneId.systemDefault()));
            line.outage = sentence + ": " + why + ".";
            if (told.add(sentence)) {
                LOGGER.log(Level.WARNING, () -> line.outage + " It is tried with one call at a time until it does.");
            }
        }
        throw CloudException.of(Kind.UNAVAILABLE, line.outage, failure);
    }

    /** Nothing has answered meanwhile, and it is not this service alone that was asked; without Keystone nothing can be. */
    private boolean isWholeCloudSilent(Line line) {
        boolean nothingAnswers = !cloudSilentSince.isAfter(line.silentSince);
        return nothingAnswers
                && (line == lines.get(ServiceName.KEYSTONE)
                        || lines.values().stream().anyMatch(other -> other != line && other.silentSince != null));
    }

    private synchronized void notePause(Line line, HttpFailure failure) {
        Instant now = time.instant();
        Duration asked = failure.retryAfter(time.wall());
        if (asked != null) {
            Instant until = now.plus(asked);
            line.pausedUntil = until.isAfter(line.pausedUntil) ? until : line.pausedUntil;
        }
    }

    private synchronized void checkPause(Line line) throws CloudException {
        Instant now = time.instant();
        if (now.isBefore(line.pausedUntil)) {
            Duration left = Duration.between(now, line.pausedUntil);
            throw busy(line, "it asked for a pause, of which " + (left.toSeconds() + 1) + " s are left", left);
        }
    }

    private synchronized boolean isSilent(Line line) {
        return line.isSilent();
    }

    private synchronized boolean isResting(Line line) {
        return line.isSilent() && time.instant().isBefore(line.restsUntil);
    }

    private static CloudException busy(Line line, String why, Duration retryAfter) {
        return CloudException.heldBack(
                Kind.BUSY, line.label + " was not asked, nothing was sent: " + why + ".", retryAfter);
    }

    private synchronized CloudException silent(Line line) {
        Duration left = Duration.between(time.instant(), line.restsUntil);
        String outage = line.outage == null ? line.label + " does not answer." : line.outage;
        return CloudException.heldBack(Kind.SILENT, outage, left.compareTo(BREATH) > 0 ? left : BREATH);
    }

    @Override
    public synchronized String toString() {
        return "gate of cloud '" + cloud + "', silent: "
                + Arrays.toString(lines.values().stream()
                        .filter(Line::isSilent)
                        .map(line -> line.label)
                        .toArray());
    }
}
