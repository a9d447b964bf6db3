package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.Environment;
import java.io.IOException;
import java.util.List;

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

    /** Replaces the environment's record as a whole, or leaves the old one untouched and throws. */
    void save(Environment environment) throws IOException;
}
