package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Advance;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A piece of work that takes many ticks. Call {@link #advance()} until it is done, waiting in between as it says. A flow object
 * holds nothing that matters: a new one, made with the same arguments after a restart, goes on where the old one stood.
 * Not thread-safe; the flows of one environment take turns.
 *
 * @param <T> what comes out at the end
 */
public abstract class Flow<T> {
    private final FlowContext context;
    private final Progress progress;
    private final Backoff backoff;
    private final Instant deadline;
    private Instant quotaDeadline;
    private Optional<Admission> admission = Optional.empty();
    private String lastHiccup;
    private boolean moved;

    /**
     * @param deadline when to give up waiting; errors that could be retried are then thrown
     * @param progress where to tell what happens
     */
    Flow(FlowContext context, Instant deadline, Progress progress) {
        this.context = context;
        this.deadline = deadline;
        this.progress = progress;
        this.backoff = new Backoff(context.random());
        this.quotaDeadline = context.clock().instant().plus(Admission.USUAL_TIMEOUT);
    }

    /** Until when to wait in line for the cloud's quotas; without it 30 minutes from now. */
    public final Flow<T> waitingForQuotaUntil(Instant time) {
        quotaDeadline = time;
        return this;
    }

    final Instant quotaDeadline() {
        return quotaDeadline;
    }

    /** What stands before the first create of this flow, and takes it back when the cloud refuses for a quota. */
    final void admittedBy(Admission line) {
        admission = Optional.of(line);
    }

    /** Whether something stands before its first create. */
    final boolean hasAdmission() {
        return admission.isPresent();
    }

    /** Asked at each tick, after the wish is written down and before anything is created for it. */
    final boolean isAdmitted() throws CloudException {
        return admission.isEmpty() || admission.get().advance();
    }

    /**
     * Goes on as far as a few calls get it.
     *
     * @throws CloudException if it cannot succeed: the message says why, for users
     */
    public final Advance<T> advance() throws CloudException, InterruptedException {
        moved = false;
        try {
            Optional<T> result = tick();
            lastHiccup = null;
            if (result.isPresent()) {
                return Advance.done(result.get());
            }
            if (isLate()) {
                throw CloudException.of(
                        CloudException.Kind.FAILED, "Gave up waiting: " + status() + "; the time allowed is over");
            }
            if (moved) {
                backoff.reset();
            }
            return Advance.after(backoff.next());
        } catch (CloudException e) {
            if (e.kind() == CloudException.Kind.QUOTA && e.status() != 0 && isSentBack()) {
                hiccup(e);
                return Advance.after(Admission.REFUSED_RETRY);
            }
            if (!e.isRetryable() || isLate()) {
                throw e;
            }
            hiccup(e);
            Duration wait = backoff.next();
            Duration asked = e.retryAfter().orElse(Duration.ZERO);
            return Advance.after(asked.compareTo(wait) > 0 ? asked : wait);
        }
    }

    /**
     * Stays where it is instead of going on, because its environment must not be touched now.
     *
     * @param obstacle why, for users
     * @throws CloudException that one, if it will not pass or the time allowed is over
     */
    public final Advance<T> holdBack(CloudException obstacle) throws CloudException {
        if (!obstacle.isRetryable() || isLate()) {
            throw obstacle;
        }
        hiccup(obstacle);
        return Advance.after(obstacle.retryAfter().orElse(Backoff.LONGEST));
    }

    /** As far as a few bounded calls get it; empty while it has to wait. */
    abstract Optional<T> tick() throws CloudException, InterruptedException;

    /** What it waits for now, in a few words: shown in thread dumps and when the time is over. */
    public final String status() {
        return admission.flatMap(Admission::waitingFor).orElseGet(this::waitingFor);
    }

    /** What it waits for once it has been admitted. */
    public abstract String waitingFor();

    final FlowContext context() {
        return context;
    }

    final Instant now() {
        return context.clock().instant();
    }

    /** Something has changed, so the next change may be near: looks again soon. */
    final void stir() {
        moved = true;
    }

    /** Tells the user of a change, and looks again soon. */
    final void say(String line) {
        stir();
        progress.say(line);
    }

    final Progress progress() {
        return progress;
    }

    /** What was made for this flow is gone again: the next is admitted anew. */
    final void backInLine() throws CloudException {
        if (admission.isPresent()) {
            admission.get().sendBack();
        }
    }

    private boolean isSentBack() throws CloudException {
        return admission.isPresent() && !isLate() && admission.get().sendBack();
    }

    final boolean isLate() {
        return now().isAfter(deadline);
    }

    private void hiccup(CloudException e) {
        if (e.kind() != CloudException.Kind.BUSY && !gist(e).equals(lastHiccup)) {
            lastHiccup = gist(e);
            progress.say(e.clause() + " - trying again");
        }
    }

    /** The message without the request id, which differs at each attempt. */
    static String gist(CloudException e) {
        return e.requestId().map(id -> e.getMessage().replace(id, "")).orElse(e.getMessage());
    }

    /** How long it took from the request until the object was ready, as people say it. */
    static String elapsed(Resource ready) {
        return spoken(Duration.between(ready.requestedAt(), ready.readyAt()));
    }

    /** A duration as people say it: {@code 0.8 s}, {@code 14 s}, {@code 3 min 20 s}. */
    static String spoken(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
