package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.Environment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Durable home of environments. A write that returned survives a crash of the process and of the machine. */
public interface EnvironmentStore {
    /**
     * What was found at start-up.
     *
     * @param environments those that could be read
     * @param unreadable names of files that could not be read, with the reason; they are kept aside, never deleted
     */
    record Contents(List<Environment> environments, List<String> unreadable) {
        public Contents {
            environments = List.copyOf(environments);
            unreadable = List.copyOf(unreadable);
        }
    }

    Contents load() throws IOException;

    /**
     * Tries again to read what could not be read; somebody may have repaired it or taken it away. A store without files has nothing
     * of that kind.
     *
     * @return what can be read now, and what still cannot
     */
    default Contents reread() throws IOException {
        return new Contents(List.of(), List.of());
    }

    /** Takes what cannot be read out of the way: it is kept as it is, under another name, and not read any more. */
    default void setAside() throws IOException {
        // nothing of that kind
    }

    /** Replaces the environment's record as a whole, or leaves the old one untouched and throws. */
    void save(Environment environment) throws IOException;

    /**
     * Moves the record of an environment that has ended to the history. A crash on the way leaves it in both places, and the next
     * {@link #load} counts it once. Nothing has happened if it throws, or only that.
     */
    void archive(Environment ended) throws IOException;

    /** Whether the history has an environment of that id. Reads nothing. */
    boolean isArchived(String id);

    /** The environment of that id as it was archived last. */
    Optional<Environment> archived(String id) throws IOException;

    /**
     * What was archived, the latest first.
     *
     * @param latest how many at the most
     */
    List<Environment> history(int latest) throws IOException;
}
