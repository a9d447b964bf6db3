package io.jenkins.plugins.dataclone.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the demo was asked for.
 *
 * @param cloud entry of {@code clouds.yaml}, or null for the embedded cloud
 * @param share id or name of the share that stands for production, or null
 * @param access address that the clone is opened for
 * @param example folder below {@code docs/examples}
 */
record DemoOptions(String cloud, String share, String access, String example) {
    static final String USAGE = """
            Usage: mvn -q test-compile exec:java [-Dexec.args="..."]
              --example <name>   which of docs/examples to run on the embedded cloud: fresh-environment (the default)
                                 or step-by-step
              --cloud <entry>    run the clone part on the OpenStack of that entry of clouds.yaml
              --share <id|name>  with --cloud: the share that stands for production; without it, a small share is made
                                 for that purpose and removed at the end
              --access <address> with --cloud: who may mount the clone; default 192.0.2.10, an address nobody has
            """;

    /** @throws IllegalArgumentException with a sentence for users */
    static DemoOptions parse(String... args) {
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        String cloud = null;
        String share = null;
        String access = null;
        String example = null;
        while (!rest.isEmpty()) {
            String option = rest.poll();
            switch (option) {
                case "--cloud" -> cloud = value(option, rest);
                case "--share" -> share = value(option, rest);
                case "--access" -> access = value(option, rest);
                case "--example" -> example = value(option, rest);
                default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
            }
        }
        if (cloud == null && (share != null || access != null)) {
            throw new IllegalArgumentException("--share and --access need --cloud.");
        }
        if (cloud != null && example != null) {
            throw new IllegalArgumentException("--example is for the embedded cloud; with --cloud it is clone-only.");
        }
        if (example != null && !List.of("fresh-environment", "step-by-step").contains(example)) {
            throw new IllegalArgumentException("There is no example '" + example + "'.");
        }
        return new DemoOptions(
                cloud,
                share,
                access == null ? "192.0.2.10" : access,
                cloud != null ? "clone-only" : example == null ? "fresh-environment" : example);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().startsWith("--")) {
            throw new IllegalArgumentException("The option " + option + " needs a value.");
        }
        return rest.poll();
    }
}
