package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The environments in memory and on disk: one writer per environment at a time, the file first, then memory. What has ended moves
 * to the history when nothing can come of it any more, and comes back if something does. Thread-safe.
 */
final class Records {
    private static final Logger LOGGER = Logger.getLogger(Records.class.getName());
    /** How many of those that are history are remembered without the disk. */
    private static final int RECENT = 200;
    /** So many that cannot be moved to the history, and it is the disk. */
    private static final int MOST_PROBLEMS = 10;

    private final EnvironmentStore store;
    /** The latest of the history, the latest first; null until somebody asks. Guarded by {@link #recentLock}. */
    private Deque<Environment> recent;

    private final Object recentLock = new Object();
    private volatile List<String> unreadable;
    private final ConcurrentHashMap<String, Environment> environments = new ConcurrentHashMap<>();

    Records(EnvironmentStore store) throws IOException {
        this.store = store;
        EnvironmentStore.Contents contents = store.load();
        this.unreadable = contents.unreadable();
        contents.environments().forEach(environment -> environments.put(environment.id(), environment));
    }

    Optional<Environment> find(String id) {
        return Optional.ofNullable(environments.get(id));
    }

    List<Environment> all() {
        return List.copyOf(environments.values());
    }

    List<String> unreadable() {
        return unreadable;
    }

    /** Tries again to read what could not be read. */
    synchronized void reread() throws CloudException {
        try {
            EnvironmentStore.Contents contents = store.reread();
            contents.environments().forEach(environment -> environments.putIfAbsent(environment.id(), environment));
            unreadable = contents.unreadable();
        } catch (IOException e) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE,
                    "The records of environments on the Jenkins controller cannot be read (" + e.getMessage() + ")",
                    e);
        }
    }

    /** Takes what cannot be read out of the way. */
    synchronized void setAside() throws CloudException {
        try {
            store.setAside();
            unreadable = List.of();
        } catch (IOException e) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE,
                    "A record that cannot be read could not be moved out of the way on the Jenkins controller ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** Whether an environment of that id is here or was ever here, as far as the history goes back. */
    boolean isTaken(String id) {
        return environments.containsKey(id) || store.isArchived(id);
    }

    /** The environment of that id, here or in the history. */
    Optional<Environment> recall(String id) throws CloudException {
        Optional<Environment> here = find(id);
        try {
            return here.isPresent() || !store.isArchived(id) ? here : store.archived(id);
        } catch (IOException e) {
            throw unreadableHistory(e);
        }
    }

    /** What the history has, the latest first. */
    List<Environment> history(int latest) throws CloudException {
        try {
            return store.history(latest);
        } catch (IOException e) {
            throw unreadableHistory(e);
        }
    }

    /** The latest of the history, as far as they are remembered; what cannot be read is left out. Reads files the first time. */
    List<Environment> recent() {
        synchronized (recentLock) {
            if (recent == null) {
                recent = new ArrayDeque<>();
                try {
                    recent.addAll(store.history(RECENT));
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, "Nothing is known of earlier environments", e);
                }
            }
            return List.copyOf(recent);
        }
    }

    private void remember(Environment ended) {
        synchronized (recentLock) {
            if (recent != null) {
                // whoever asked for the first time a moment ago has read it from the history already
                recent.removeIf(other -> other.id().equals(ended.id()));
                recent.addFirst(ended);
                while (recent.size() > RECENT) {
                    recent.removeLast();
                }
            }
        }
    }

    private static CloudException unreadableHistory(IOException cause) {
        return CloudException.of(
                CloudException.Kind.UNAVAILABLE,
                "The history of environments on the Jenkins controller cannot be read (" + cause.getMessage() + ")",
                cause);
    }

    /**
     * Changes an environment, or makes one.
     *
     * @param change gets null if there is none of that id; what it throws leaves everything as it is
     * @throws CloudException UNAVAILABLE if it cannot be written: then nothing has changed
     */
    Environment change(String id, UnaryOperator<Environment> change) throws CloudException {
        AtomicReference<Environment> result = new AtomicReference<>();
        try {
            environments.compute(id, (key, here) -> {
                Environment before = here == null ? recalled(id) : here;
                Environment after = change.apply(before);
                result.set(after);
                if (after == null || after.equals(before)) {
                    return here;
                }
                write(after);
                return after;
            });
            return result.get();
        } catch (NotWritten e) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE,
                    "The record of environment " + id
                            + " could not be written on the Jenkins controller, so nothing was"
                            + " asked of the cloud (" + e.getCause().getMessage()
                            + "); see to the disk of JENKINS_HOME",
                    e.getCause());
        }
    }

    /** An answer may come for an environment whose end is history by now. */
    private Environment recalled(String id) {
        try {
            return store.isArchived(id) ? store.archived(id).orElse(null) : null;
        } catch (IOException e) {
            throw new NotWritten(e);
        }
    }

    private void write(Environment changed) {
        try {
            store.save(changed);
        } catch (IOException e) {
            throw new NotWritten(e);
        }
    }

    /**
     * Moves environments to the history.
     *
     * @param over which of them
     * @param most how many at once
     * @return how many there were
     * @throws CloudException if some of them could not be moved; the others have been
     */
    int archive(Predicate<Environment> over, int most) throws CloudException {
        int archived = 0;
        List<CloudException> problems = new ArrayList<>();
        for (Environment candidate : all()) {
            if (archived < most && problems.size() < MOST_PROBLEMS && over.test(candidate)) {
                try {
                    archive(candidate.id(), over);
                    archived++;
                } catch (CloudException e) {
                    problems.add(e);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return archived;
    }

    private void archive(String id, Predicate<Environment> over) throws CloudException {
        try {
            environments.computeIfPresent(id, (key, environment) -> {
                if (!over.test(environment)) {
                    return environment;
                }
                try {
                    store.archive(environment);
                    remember(environment);
                    return null;
                } catch (IOException e) {
                    throw new NotWritten(e);
                }
            });
        } catch (NotWritten e) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE,
                    "Environment " + id + " could not be moved to the history on the Jenkins controller ("
                            + e.getCause().getMessage() + "); see to the disk of JENKINS_HOME",
                    e.getCause());
        }
    }

    /** Carries a failed write out of {@link ConcurrentHashMap#compute}, which leaves the old value in place. */
    private static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotWritten(IOException cause) {
            super(cause);
        }
    }
}
