package io.jenkins.plugins.dataclone.demo;

import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe.Answer;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.Identities;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Pace;
import io.jenkins.plugins.dataclone.sweeper.CloudsYamlFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One environment's life on a cloud, with the plugin's own runtime, whose records outlast this process: kill it at any moment,
 * start it again, and it goes on, or takes away what is left, until nothing is.
 */
final class LastingDemo {
    private static final String JOB = "shop/orders";
    private static final String BLOCK = "block";
    private static final String BAY = "bay";
    private static final Duration REAPER_EVERY = Duration.ofSeconds(20);
    private static final Duration BODY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final PrintStream out;
    private final DemoOptions options;
    private final DemoOptions.Lasting lasting;
    private final Pace pace;

    LastingDemo(PrintStream out, DemoOptions options) {
        this.out = out;
        this.options = options;
        this.lasting = options.lasting();
        this.pace = lasting.speed() == 1 ? Pace.real() : Pace.quick(lasting.speed());
    }

    /** Runs it to its end, and says whether all is confirmed gone. */
    boolean run() throws CloudException, IOException, InterruptedException {
        CloudSettings settings = settings();
        out.println("Production "
                + new OpenStackCloud(settings)
                        .shares()
                        .showShare(options.share())
                        .name());
        Owner owner = new Owner(JOB + "#1", "job/shop/job/orders/1/", buildBegan());
        Answer build = lasting.lost() ? Answer.GONE : Answer.ALIVE;
        Path home = lasting.ledger();
        try (DataCloneRuntime runtime = new DataCloneRuntime(
                catalogue(settings),
                new FileEnvironmentStore(home.resolve("environments")),
                who -> build,
                Identities.of(home),
                pace)) {
            out.println(Demo.BEGUN);
            reap(runtime);
            boolean lived = lasting.lost() || live(runtime, owner);
            while (runtime.ledger().all().stream().anyMatch(e -> e.state() != EnvironmentState.ENDED)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            List<Resource> resources = runtime.ledger().all().stream()
                    .flatMap(environment -> environment.resources().stream())
                    .toList();
            resources.forEach(resource -> out.println(
                    resource + " " + resource.goneProof().map(Enum::name).orElse("")));
            out.println(Demo.ENDED + " of " + resources.size() + " resources");
            return lived;
        }
    }

    private void reap(DataCloneRuntime runtime) {
        runtime.reap();
        runtime.submitAfter(REAPER_EVERY, () -> reap(runtime));
    }

    /** The build goes on where its records say it was. */
    private boolean live(DataCloneRuntime runtime, Owner owner) throws CloudException, InterruptedException {
        Optional<Environment> before = runtime.ledger().ownedBy(owner).stream().findFirst();
        Environment environment = before.isPresent()
                ? before.get()
                : runtime.ledger().open(owner, BLOCK, Lifetime.of(Duration.ofHours(4)));
        if (!environment.isOpen()) {
            return true;
        }
        boolean ready = prepare(runtime, environment.id());
        TimeUnit.NANOSECONDS.sleep(Math.round(BODY.toNanos() / lasting.speed()));
        runtime.release(environment.id(), "the block has ended");
        return ready;
    }

    private boolean prepare(DataCloneRuntime runtime, String environmentId)
            throws CloudException, InterruptedException {
        Catalogue catalogue = runtime.catalogue();
        Optional<BayRequest> bay = lasting.bay() == null
                ? Optional.empty()
                : Optional.of(catalogue.bayRequest(options.cloud(), BAY, 1, JOB));
        Progress log = line -> out.println("[Data Clone] " + line);
        CompletableFuture<Provisioned> ready = new CompletableFuture<>();
        EnvironmentFlow flow = new EnvironmentFlow(
                runtime.context(),
                environmentId,
                BLOCK,
                catalogue.cloneRequest(options.cloud(), "orders-db", null, JOB),
                bay,
                Optional.empty(),
                pace.instant().plus(PATIENCE),
                log);
        runtime.run(environmentId, flow, new Outcome<Provisioned>() {
            @Override
            public void done(Provisioned provisioned) {
                ready.complete(provisioned);
            }

            @Override
            public void failed(Exception cause) {
                ready.completeExceptionally(cause);
            }
        });
        try {
            out.println("Environment " + environmentId + " is ready: "
                    + ready.join().data().name());
            return true;
        } catch (CompletionException e) {
            out.println("The environment cannot be made ready: " + e.getCause().getMessage());
            return false;
        }
    }

    /** Jenkins keeps its builds; here it is one file. */
    private Instant buildBegan() throws IOException {
        Path build = Files.createDirectories(lasting.ledger()).resolve("build");
        if (!Files.exists(build)) {
            Path fresh = lasting.ledger().resolve("build.tmp");
            Files.writeString(fresh, Instant.now().toString());
            Files.move(fresh, build, StandardCopyOption.ATOMIC_MOVE);
        }
        return Instant.parse(Files.readString(build));
    }

    private CloudSettings settings() throws CloudException {
        Path file = CloudsYamlFile.locate(System.getenv())
                .orElseThrow(() -> CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "There is no clouds.yaml; name one with OS_CLIENT_CONFIG_FILE."));
        return CloudsYamlFile.read(file).settings(options.cloud());
    }

    private Catalogue catalogue(CloudSettings settings) {
        DataSource source = new DataSource("orders-db", settings.name());
        source.setShareId(options.share());
        source.setAccessTo(List.of(options.access()));
        List<BayTemplate> bays =
                lasting.bay() == null ? List.of() : List.of(new BayTemplate(BAY, settings.name(), lasting.bay()));
        return new GivenCatalogue(settings, List.of(source), bays);
    }
}
