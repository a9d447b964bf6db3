package io.jenkins.plugins.dataclone.demo;

import java.nio.file.Path;
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
 * @param lasting what outlasts the process, or null
 */
record DemoOptions(String cloud, String share, String access, String example, Lasting lasting) {
    /**
     * A life that outlasts the process.
     *
     * @param ledger directory of the records
     * @param bay name of Magnum's cluster template for a bay, or null
     * @param lost whether the build is no more, so that what is left has to go
     * @param speed how many seconds pass for the plugin in one of the machine's
     */
    record Lasting(Path ledger, String bay, boolean lost, double speed) {}

    static final String USAGE = """
            Usage: mvn -q test-compile exec:java [-Dexec.args="..."]
              --example <name>   which of docs/examples to run on the embedded cloud: fresh-environment (the default)
                                 or step-by-step
              --cloud <entry>    run the clone part on the OpenStack of that entry of clouds.yaml
              --share <id|name>  with --cloud: the share that stands for production; without it, a small share is made
                                 for that purpose and removed at the end
              --access <address> with --cloud: who may mount the clone; default 192.0.2.10, an address nobody has
              --ledger <dir>     with --cloud and the id of a --share: one environment's life with records that outlast the
                                 process; kill it at any moment, start it again with the same arguments, and it goes on
              --lost             with --ledger: the build is no more when it is started again, so what is left is taken away
              --bay <template>   with --ledger: a bay too, of that cluster template
              --speed <n>        with --ledger: n seconds pass for the plugin in one; only for clouds that are as fast
            """;

    /** @throws IllegalArgumentException with a sentence for users */
    static DemoOptions parse(String... args) {
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        String cloud = null;
        String share = null;
        String access = null;
        String example = null;
        Path ledger = null;
        String bay = null;
        boolean lost = false;
        double speed = 1;
        while (!rest.isEmpty()) {
            String option = rest.poll();
            switch (option) {
                case "--cloud" -> cloud = value(option, rest);
                case "--share" -> share = value(option, rest);
                case "--access" -> access = value(option, rest);
                case "--ledger" -> ledger = Path.of(value(option, rest));
                case "--bay" -> bay = value(option, rest);
                case "--lost" -> lost = true;
                case "--speed" -> speed = Double.parseDouble(value(option, rest));
                case "--example" -> example = value(option, rest);
                default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
            }
        }
        if (cloud == null && (share != null || access != null)) {
            throw new IllegalArgumentException("--share and --access need --cloud.");
        }
        if (ledger == null && (bay != null || lost || speed != 1)) {
            throw new IllegalArgumentException("--bay, --lost and --speed need --ledger.");
        }
        if (ledger != null && share == null) {
            throw new IllegalArgumentException("--ledger needs --cloud and --share.");
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
                cloud != null ? "clone-only" : example == null ? "fresh-environment" : example,
                ledger == null ? null : new Lasting(ledger, bay, lost, speed));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().startsWith("--")) {
            throw new IllegalArgumentException("The option " + option + " needs a value.");
        }
        return rest.poll();
    }
}
