package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.SteadyClock;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The sweeper's command line. See {@link SweeperOptions#HELP}. */
public final class Sweeper {
    private static final Logger LOGGER = Logger.getLogger("io.jenkins.plugins.dataclone");

    private Sweeper() {}

    /** Runs it and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // libraries log to slf4j, which has nowhere to write here and would say so
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        log(List.of(arguments).contains(SweeperOptions.VERBOSE));
        System.exit(run(System.getenv(), System.out, System.err, arguments));
    }

    /**
     * Runs it.
     *
     * @param environment the process's environment
     * @return the exit code
     */
    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        try {
            SweeperOptions options = SweeperOptions.parse(arguments);
            if (options.help()) {
                out.print(SweeperOptions.HELP);
                return Sweep.CLEAN;
            }
            new Naming(options.prefix());
            return new Sweep(
                            clouds(environment, options),
                            options,
                            new SteadyClock(InstantSource.system(), System::nanoTime),
                            time -> Thread.sleep(time.toMillis()),
                            out,
                            err)
                    .run();
        } catch (IllegalArgumentException | CloudException e) {
            err.println(e.getMessage());
            return Sweep.TROUBLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted; what is left is found by the next run.");
            return Sweep.TROUBLE;
        } catch (RuntimeException e) {
            // Java's own exit code for it would say that something is left
            err.println("The sweeper met an error of its own: " + e + "; --verbose shows more.");
            LOGGER.log(Level.WARNING, "The sweeper met an error of its own", e);
            return Sweep.TROUBLE;
        }
    }

    private static Map<String, OpenStackCloud> clouds(Map<String, String> environment, SweeperOptions options)
            throws CloudException {
        Path file = CloudsYamlFile.locate(environment)
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no clouds.yaml; name one with OS_CLIENT_CONFIG_FILE."));
        CloudsYamlFile entries = CloudsYamlFile.read(file);
        String usual = environment.getOrDefault("OS_CLOUD", "");
        Map<String, OpenStackCloud> clouds = new LinkedHashMap<>();
        for (String name : options.clouds().isEmpty() ? List.of(usual) : options.clouds()) {
            OpenStackCloud cloud = new OpenStackCloud(entries.settings(name));
            clouds.put(cloud.name(), cloud);
        }
        return clouds;
    }

    private static void log(boolean verbose) {
        if (!verbose) {
            LOGGER.setLevel(Level.OFF);
            return;
        }
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.FINE);
        LOGGER.addHandler(handler);
        LOGGER.setLevel(Level.FINE);
    }
}
