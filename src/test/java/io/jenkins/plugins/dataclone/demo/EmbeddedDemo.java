package io.jenkins.plugins.dataclone.demo;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import io.jenkins.plugins.dataclone.embedded.ProductionWrite;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.Controller;
import io.jenkins.plugins.dataclone.harness.Lab;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Pace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The whole job on the embedded cloud. */
final class EmbeddedDemo {
    /** A tenth of what things took on a real cloud, so that there is something to see and nobody falls asleep. */
    private static final Delays DELAYS = Delays.scaled(0.1)
            .with(Step.SHARE_CLONE, Duration.ofSeconds(3))
            .with(Step.SHARE_SNAPSHOT, Duration.ofSeconds(1));

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PrintStream out;
    private final Path home;
    private final Path example;
    private final DemoEngine engine;
    private final Delays delays;
    private final Pace pace;

    EmbeddedDemo(PrintStream out, Path home, Path example) {
        this(out, home, example, DemoEngine.choose(), DELAYS, Pace.real());
    }

    /**
     * @param engine closed at the end of the run
     * @param delays how long the cloud takes
     * @param pace how time passes for the plugin
     */
    EmbeddedDemo(PrintStream out, Path home, Path example, DemoEngine engine, Delays delays, Pace pace) {
        this.out = out;
        this.home = home;
        this.example = example;
        this.engine = engine;
        this.delays = delays;
        this.pace = pace;
    }

    /** Runs it, tells of it, and says whether it proved what it should. */
    boolean run() throws CloudException, InterruptedException {
        try (Lab lab = new Lab(EmbeddedCloud.builder().delays(delays), engine)) {
            out.println("OpenStack  embedded in this process, at " + lab.cloud().keystoneUrl());
            out.println("Docker     " + engine.description());
            out.println();
            try (Controller controller = new Controller(home, lab.catalogue(), pace, out, PATIENCE)) {
                Build build = controller.build("shop/orders");
                PipelineScript script = new PipelineScript(build, example);
                boolean success = script.run();
                build.end();
                controller.awaitNoEnvironments(PATIENCE);
                List<Environment> environments = controller.runtime().ledger().all();
                List<Resource> resources = environments.stream()
                        .flatMap(environment -> environment.resources().stream())
                        .toList();
                out.println();
                out.println("Where the time went");
                Timeline.of(resources, script.bodyBegan(), script.bodyEnded()).print(out);
                out.println();
                return proof(lab.cloud(), environments, resources) && success;
            }
        }
    }

    private boolean proof(EmbeddedCloud cloud, List<Environment> environments, List<Resource> resources)
            throws CloudException {
        out.println("What was proved");
        for (Kind kind : List.of(Kind.SHARE_SNAPSHOT, Kind.SHARE, Kind.ACCESS_RULE, Kind.CLUSTER)) {
            line(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "s",
                    cloud.created(kind),
                    cloud.living(kind).size());
        }
        List<String> stacks = resources.stream()
                .filter(r -> r.kind() == ResourceKind.STACK && r.requestedAt() != null)
                .map(Resource::name)
                .toList();
        List<String> onEngine = engine.leftovers(stacks);
        line("stacks", stacks.size(), onEngine.size());
        List<LivingObject> living = cloud.living();
        boolean ended = environments.stream().allMatch(e -> e.state() == EnvironmentState.ENDED);
        boolean confirmed = resources.stream().allMatch(Resource::isGone);
        List<ProductionWrite> writes = cloud.productionWrites();
        out.println("  requests to the cloud  " + cloud.requests().size());
        out.println("  ledger                 " + environments.size()
                + (environments.size() == 1 ? " environment" : " environments")
                + (ended && confirmed ? ", each resource confirmed gone" : ", NOT all confirmed gone"));
        out.println("  writes to production   " + writes.size());
        out.println("  resources left         " + (living.size() + onEngine.size()));
        living.forEach(object -> out.println("    " + object));
        onEngine.forEach(object -> out.println("    " + object));
        writes.forEach(write -> out.println("    " + write));
        return ended && confirmed && writes.isEmpty() && living.isEmpty() && onEngine.isEmpty() && !resources.isEmpty();
    }

    private void line(String what, long made, long left) {
        out.println(String.format(Locale.ROOT, "  %-22s made %d, left %d", what, made, left));
    }
}
