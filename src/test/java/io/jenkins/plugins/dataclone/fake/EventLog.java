package io.jenkins.plugins.dataclone.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What happened, in one order for store, cloud and engine, and the place where a crash can be made to happen: every event is
 * a point at which the process may die. Thread-safe.
 */
public final class EventLog {
    /** The process dies here. No code under test catches it. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String where) {
            super("crashed at: " + where, null, false, false);
        }
    }

    private final List<String> events = new ArrayList<>();
    private int crashAt = -1;
    private boolean dead;

    /** Notes an event, or crashes in its place. A process that has crashed does nothing more, whatever it catches. */
    public synchronized void add(String event) {
        if (dead) {
            throw new Crash(event);
        }
        if (events.size() == crashAt) {
            crashAt = -1;
            dead = true;
            events.add("CRASH before " + event);
            throw new Crash(event);
        }
        events.add(event);
    }

    /** Crashes in place of the event of that number, counted from 0 and over all that were noted. */
    public synchronized void crashAt(int number) {
        crashAt = number;
    }

    /** A new process has begun. */
    public synchronized void revive() {
        dead = false;
    }

    public synchronized int size() {
        return events.size();
    }

    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    public List<String> events(Predicate<String> which) {
        return events().stream().filter(which).toList();
    }

    /** Position of the first event that starts so, or -1. */
    public int indexOf(String start) {
        List<String> all = events();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith(start)) {
                return i;
            }
        }
        return -1;
    }
}
