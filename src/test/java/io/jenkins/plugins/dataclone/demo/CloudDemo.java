package io.jenkins.plugins.dataclone.demo;

import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.Controller;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.StandInShare;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.runtime.Pace;
import io.jenkins.plugins.dataclone.sweeper.CloudsYamlFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The clone part on a real OpenStack: its share may be real production, because nothing but a snapshot is ever asked of it. */
final class CloudDemo {
    private static final String STAND_IN = "dataclone-demo-production-";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final PrintStream out;
    private final Path home;
    private final Path example;
    private final DemoOptions options;
    private final CloudSettings settings;
    private final Shares shares;

    CloudDemo(PrintStream out, Path home, Path example, DemoOptions options) throws CloudException {
        this.out = out;
        this.home = home;
        this.example = example;
        this.options = options;
        Path file = CloudsYamlFile.locate(System.getenv())
                .orElseThrow(() -> CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "There is no clouds.yaml; name one with OS_CLIENT_CONFIG_FILE."));
        this.settings = CloudsYamlFile.read(file).settings(options.cloud());
        this.shares = new OpenStackCloud(settings).shares();
    }

    /** Runs it, tells of it, and says whether it proved what it should. */
    boolean run() throws CloudException, IOException, InterruptedException {
        out.println("OpenStack  " + settings);
        if (options.share() != null) {
            return run(find(options.share()));
        }
        Instant begun = Instant.now();
        String name = STAND_IN + UUID.randomUUID().toString().substring(0, 8);
        out.println(
                "Production none is named with --share, so a share of 1 GiB, " + name + ", is made to stand for it");
        String id = StandInShare.create(settings, name, 1, null);
        try {
            Share standIn = waitFor(id);
            out.println("           ready after " + seconds(begun));
            return run(standIn);
        } finally {
            Instant removal = Instant.now();
            remove(id);
            out.println(
                    "  stand-in               " + name + " removed again, confirmed gone after " + seconds(removal));
        }
    }

    private boolean run(Share production) throws CloudException, IOException, InterruptedException {
        out.println("Production share " + production.name() + " (" + production.id() + "), " + production.sizeGiB()
                + " GiB, " + production.protocol());
        out.println("Access     for " + options.access() + " only");
        out.println();
        DataSource source = new DataSource("orders-db", settings.name());
        source.setShareId(production.id());
        source.setAccessTo(List.of(options.access()));
        GivenCatalogue catalogue = new GivenCatalogue(settings, List.of(source), List.of());
        try (Controller controller = new Controller(home, catalogue, Pace.real(), out, PATIENCE)) {
            Build build = controller.build("shop/orders");
            PipelineScript script = new PipelineScript(build, example);
            boolean success = script.run();
            build.end();
            controller.awaitNoEnvironments(PATIENCE);
            List<Resource> resources = controller.runtime().ledger().all().stream()
                    .flatMap(environment -> environment.resources().stream())
                    .toList();
            out.println();
            out.println("Where the time went");
            Timeline.of(resources, script.bodyBegan(), script.bodyEnded()).print(out);
            out.println();
            return proof(production, resources) && success;
        }
    }

    private boolean proof(Share production, List<Resource> resources) throws CloudException {
        out.println("What was proved");
        boolean allGone = !resources.isEmpty();
        for (Resource resource : resources) {
            out.println("  " + resource.kind().label() + " " + resource.name()
                    + (resource.isGone() ? ": made, and confirmed gone" : ": NOT confirmed gone"));
            allGone &= resource.isGone();
        }
        List<String> names = resources.stream().map(Resource::name).toList();
        String prefix = DataCloneConfiguration.DEFAULT_NAME_PREFIX;
        long listed = shares.listShares(prefix).stream()
                        .filter(s -> names.contains(s.name()))
                        .count()
                + shares.listSnapshots(prefix).stream()
                        .filter(s -> names.contains(s.name()))
                        .count();
        out.println("  in the cloud's lists   " + listed + " of them left");
        Share after = shares.showShare(production.id());
        boolean untouched = after.equals(production);
        out.println("  production share       "
                + (untouched ? "reads as before" : "DIFFERS: " + production + " / " + after));
        return allGone && listed == 0 && untouched;
    }

    private Share find(String idOrName) throws CloudException {
        List<Share> named = shares.listShares(idOrName).stream()
                .filter(share -> share.name().equals(idOrName))
                .toList();
        if (named.size() > 1) {
            throw CloudException.of(
                    CloudException.Kind.REFUSED,
                    "Cloud '" + settings.name() + "' has several shares named '" + idOrName + "'; give the id.");
        }
        if (!named.isEmpty()) {
            return named.get(0);
        }
        try {
            return shares.showShare(UUID.fromString(idOrName).toString());
        } catch (IllegalArgumentException e) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "There is no share '" + idOrName + "' in the project on cloud '" + settings.name() + "'.");
        }
    }

    private Share waitFor(String id) throws CloudException, InterruptedException {
        for (long until = System.nanoTime() + PATIENCE.toNanos(); ; TimeUnit.SECONDS.sleep(1)) {
            Share share = shares.showShare(id);
            if (share.remoteStatus() == RemoteStatus.READY) {
                return share;
            }
            if (share.remoteStatus() == RemoteStatus.FAILED || System.nanoTime() > until) {
                throw CloudException.of(
                        CloudException.Kind.FAILED,
                        "The share " + share.name() + " that was to stand for production is '" + share.status() + "'"
                                + shares.failureReason(id)
                                        .map(why -> ": " + why)
                                        .orElse("") + ".");
            }
        }
    }

    private void remove(String id) throws CloudException, InterruptedException {
        shares.deleteShare(id);
        for (long until = System.nanoTime() + PATIENCE.toNanos(); ; TimeUnit.SECONDS.sleep(1)) {
            try {
                Share share = shares.showShare(id);
                if (System.nanoTime() > until) {
                    throw CloudException.of(
                            CloudException.Kind.FAILED,
                            "The share " + share.name() + " that stood for production is still '" + share.status()
                                    + "'; remove it by hand.");
                }
            } catch (CloudException e) {
                if (e.isNotFound()) {
                    return;
                }
                throw e;
            }
        }
    }

    private static String seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 100 / 10.0 + " s";
    }
}
