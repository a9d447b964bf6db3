package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What will happen to objects, and when. No thread waits for it: whoever looks at the cloud first runs what is due,
 * in the order of its time. Guarded by the lock of the cloud.
 */
final class Timeline {
    private final InstantSource clock;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private Delays delays;
    private long order;

    /** The time as the events see it: while an event runs, its own time, so that chains do not drift. */
    private Instant now;

    Timeline(InstantSource clock, Delays delays) {
        this.clock = clock;
        this.delays = delays;
        this.now = clock.instant();
    }

    Instant now() {
        return now;
    }

    void delays(Delays newDelays) {
        delays = newDelays;
    }

    Delays delays() {
        return delays;
    }

    Duration delay(Step step) {
        return delays.of(step);
    }

    void after(Step step, Runnable event) {
        at(now.plus(delay(step)), at -> event.run());
    }

    /** Something that happens after a part (0..1) of a step, e.g. an intermediate state. */
    void during(Step step, double part, Runnable event) {
        at(now.plusMillis(Math.round(delay(step).toMillis() * part)), at -> event.run());
    }

    void at(Instant at, Consumer<Instant> event) {
        events.add(new Event(at, order++, event));
    }

    /** Runs everything that is due and sets {@link #now()} to the clock's time. */
    void catchUp() {
        Instant until = clock.instant();
        while (!events.isEmpty() && !events.peek().at().isAfter(until)) {
            Event event = events.poll();
            now = event.at();
            try {
                event.what().accept(event.at());
            } catch (RuntimeException e) {
                // whoever happens to ask would take it for an outage, and the event would be lost without a word
                throw new AssertionError("The embedded cloud has a bug in what happens at " + now, e);
            }
        }
        now = until;
    }

    private record Event(Instant at, long order, Consumer<Instant> what) {}
}
