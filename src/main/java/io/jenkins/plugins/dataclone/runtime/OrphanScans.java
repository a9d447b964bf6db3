package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.ledger.Inventory;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.Orphan;
import io.jenkins.plugins.dataclone.ledger.OrphanScan;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks through every configured cloud, and through the engines of the bays that live, for what the ledger does not know. Clouds are
 * asked side by side, the bays of one cloud one after the other; one that does not answer delays nobody else, and is not asked
 * again before it has answered. Thread-safe.
 */
public final class OrphanScans {
    private static final Logger LOGGER = Logger.getLogger(OrphanScans.class.getName());

    private final Catalogue catalogue;
    private final FlowContext context;
    private final Lanes lanes;
    private final OrphanScan scan;
    private final Releases releases;
    private final Metrics metrics;
    /** What is under way, by lane. */
    private final Map<String, CompletableFuture<List<ScanReport>>> running = new ConcurrentHashMap<>();

    private Instant last = Instant.MIN;

    OrphanScans(
            Catalogue catalogue,
            FlowContext context,
            Lanes lanes,
            OrphanScan scan,
            Releases releases,
            Metrics metrics) {
        this.catalogue = catalogue;
        this.context = context;
        this.lanes = lanes;
        this.scan = scan;
        this.releases = releases;
        this.metrics = metrics;
    }

    /** Begins a scan if it is switched on and it is time for one; returns at once, without I/O. */
    public void scanIfDue() {
        if (catalogue.orphanScan().enabled() && isDue()) {
            scanNow();
        }
    }

    private synchronized boolean isDue() {
        Instant now = context.clock().instant();
        boolean due = last.equals(Instant.MIN)
                || !now.isBefore(last.plus(catalogue.orphanScan().interval()));
        if (due) {
            last = now;
        }
        return due;
    }

    /**
     * Begins a scan, or joins the one that is under way at a place; returns at once, without I/O.
     *
     * @return for each cloud what was found, complete when it has been; a cloud that does not answer completes too
     */
    public Map<String, CompletableFuture<List<ScanReport>>> scanNow() {
        Map<String, List<EnvironmentFacts.Bay>> bays = bays();
        List<String> places = new ArrayList<>(catalogue.clouds());
        bays.values().forEach(some -> some.forEach(bay -> places.add(Inventory.placeOf(bay.resource()))));
        scan.forgetAllBut(places);
        Map<String, CompletableFuture<List<ScanReport>>> reports = new TreeMap<>();
        for (String cloud : catalogue.clouds()) {
            reports.put(cloud, start("scan of " + cloud, () -> List.of(scanCloud(cloud))));
        }
        bays.forEach((cloud, some) ->
                reports.put("bays on " + cloud, start("scan of bays on " + cloud, () -> scanBays(some))));
        return reports;
    }

    private CompletableFuture<List<ScanReport>> start(String lane, Supplier<List<ScanReport>> work) {
        return running.computeIfAbsent(lane, key -> {
            CompletableFuture<List<ScanReport>> report = new CompletableFuture<>();
            lanes.submit(lane, () -> {
                try {
                    List<ScanReport> found = work.get();
                    // before anybody hears of the end: who asks then wants another one
                    running.remove(lane);
                    report.complete(found);
                } catch (RuntimeException | Error e) {
                    // whatever it was, the next scan is another one
                    running.remove(lane);
                    report.completeExceptionally(e);
                    LOGGER.log(Level.WARNING, e, () -> "The " + lane + " met an error of this plugin");
                }
            });
            return report;
        });
    }

    private ScanReport scanCloud(String cloud) {
        Inventory inventory;
        try {
            inventory = Inventory.of(
                    context.clouds().get(cloud), new Naming(catalogue.namePrefix()).prefix(), scan.suspicion());
        } catch (CloudException e) {
            inventory = Inventory.silent(cloud, e);
        }
        return judge(inventory);
    }

    private List<ScanReport> scanBays(List<EnvironmentFacts.Bay> bays) {
        return bays.stream().map(this::scanBay).toList();
    }

    private ScanReport scanBay(EnvironmentFacts.Bay bay) {
        Inventory inventory;
        try {
            inventory = Inventory.ofBay(
                    bay.resource(), context.deployers().forCoe(bay.coe()).list(context.engine(bay.resource())));
        } catch (CloudException e) {
            inventory = Inventory.silent(Inventory.placeOf(bay.resource()), e);
        }
        return judge(inventory);
    }

    private ScanReport judge(Inventory inventory) {
        List<Orphan> orphans = scan.judge(inventory, catalogue.orphanScan().grace());
        for (Orphan orphan : orphans) {
            if (orphan.fate() == Orphan.Fate.ADOPTED) {
                metrics.leakFound(orphan.object().cloud());
                releases.of(orphan.object().tag().environment());
            }
        }
        List<String> problems = inventory.unanswered().stream()
                .map(CloudException::getMessage)
                .distinct()
                .toList();
        problems.forEach(problem -> LOGGER.log(Level.FINE, problem));
        return new ScanReport(inventory.place(), orphans, problems);
    }

    /** Bays in use whose engine can be reached, by cloud. */
    private Map<String, List<EnvironmentFacts.Bay>> bays() {
        Map<String, List<EnvironmentFacts.Bay>> bays = new TreeMap<>();
        for (Environment environment : context.ledger().all()) {
            if (environment.state().isUsable()) {
                EnvironmentFacts.of(environment).bays().stream()
                        .filter(bay -> bay.resource().isReady()
                                && bay.apiAddress() != null
                                && !bay.apiAddress().isEmpty())
                        .forEach(bay -> bays.computeIfAbsent(bay.resource().cloud(), key -> new ArrayList<>())
                                .add(bay));
            }
        }
        return bays;
    }
}
