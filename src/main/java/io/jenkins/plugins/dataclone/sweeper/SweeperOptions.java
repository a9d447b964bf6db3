package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.model.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param clouds names of entries of {@code clouds.yaml}; empty for {@code OS_CLOUD}, or the only one
 * @param controllers identities of controllers; empty for all
 * @param prefix what the names of the objects begin with
 * @param olderThan only what was made so long ago
 * @param timeout how long removal may take
 * @param delete whether anything is removed
 * @param help whether nothing but the help is wanted
 */
record SweeperOptions(
        List<String> clouds,
        List<String> controllers,
        String prefix,
        Duration olderThan,
        Duration timeout,
        boolean delete,
        boolean help) {
    static final String HELP = """
            Lists what OpenStack Data Clone has left in OpenStack clouds, and removes what has outlived its time. For when
            no Jenkins controller does it any more.

              java -jar openstack-data-clone-<version>-sweeper.jar [options]

              --cloud NAME        an entry of clouds.yaml; may be given several times.
                                  Without it: OS_CLOUD, or the only entry
              --controller ID     only what bears the identity of that controller (its tag
                                  dataclone_controller); may be given several times
              --prefix PREFIX     what the names of the objects begin with; default: dataclone
              --older-than TIME   only what was made longer ago than, for example, 90m, 2h or 1d 12h
              --delete            removes what has expired by its own tag. Without it nothing is changed
              --timeout TIME      how long the removal may take; default: 30m
              --verbose           shows the log
              --help              shows this

            clouds.yaml is looked for where OpenStack's own clients look: OS_CLIENT_CONFIG_FILE, the current directory,
            ~/.config/openstack, /etc/openstack.

            Exit codes: 0 nothing that has expired is left; 1 something is: listed, or not removed;
            2 wrong usage, or a cloud that could not be asked.
            """;

    /** Shows the log; a matter of the whole process. */
    static final String VERBOSE = "--verbose";

    private static final String DEFAULT_PREFIX = "dataclone";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    SweeperOptions {
        clouds = List.copyOf(clouds);
        controllers = List.copyOf(controllers);
    }

    /** @throws IllegalArgumentException with a sentence for whoever typed that */
    static SweeperOptions parse(String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        List<String> clouds = new ArrayList<>();
        List<String> controllers = new ArrayList<>();
        String prefix = DEFAULT_PREFIX;
        Duration olderThan = Duration.ZERO;
        Duration timeout = DEFAULT_TIMEOUT;
        boolean delete = false;
        boolean help = false;
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--cloud" -> clouds.add(value(option, left));
                case "--controller" -> controllers.add(value(option, left));
                case "--prefix" -> prefix = value(option, left);
                case "--older-than" -> olderThan = time(option, left);
                case "--timeout" -> timeout = time(option, left);
                case "--delete" -> delete = true;
                case VERBOSE -> {
                    // the process has been told
                }
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("There is no option '" + option + "'; --help shows all.");
            }
        }
        return new SweeperOptions(clouds, controllers, prefix, olderThan, timeout, delete, help);
    }

    private static String value(String option, Deque<String> left) {
        String value = left.poll();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new IllegalArgumentException("Option " + option + " needs a value; --help shows all.");
        }
        return value;
    }

    private static Duration time(String option, Deque<String> left) {
        try {
            return Durations.parse(value(option, left));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
