package io.jenkins.plugins.dataclone.demo;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The main job, to be seen: a build with a fresh environment, its log, where the time went, and what was proved about it.
 * Exit code 0 only if all that was made is confirmed gone and production was not written to.
 */
public final class Demo {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** The first line of a life that outlasts the process: Java is up, and the plugin's part begins. */
    public static final String BEGUN = "The controller is up";
    /** What its last line begins with. */
    public static final String ENDED = "Nothing is left";

    private Demo() {}

    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), Path.of(""), args));
    }

    /**
     * One run.
     *
     * @param project directory of the project
     * @return the exit code
     */
    static int run(PrintStream out, Path project, String... args) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.print(DemoOptions.USAGE);
            return WRONG_USAGE;
        }
        Path home = null;
        try {
            if (options.lasting() != null) {
                return new LastingDemo(out, options).run() ? OK : FAILED;
            }
            home = Files.createTempDirectory("dataclone-demo");
            Path example = project.resolve("docs/examples").resolve(options.example());
            boolean proved = options.cloud() == null
                    ? new EmbeddedDemo(out, home, example).run()
                    : new CloudDemo(out, home, example, options).run();
            return proved ? OK : FAILED;
        } catch (CloudException | IOException e) {
            out.println("The demo could not be run: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            delete(home);
        }
    }

    private static void delete(Path home) {
        if (home == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
