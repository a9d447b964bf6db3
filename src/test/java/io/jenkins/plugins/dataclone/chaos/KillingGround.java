package io.jenkins.plugins.dataclone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.contract.ContractCloud;
import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A cloud that outlives the processes that are killed, with a share that stands for production. One life at a time. */
final class KillingGround implements AutoCloseable {
    private static final List<Kind> MADE = List.of(Kind.SHARE_SNAPSHOT, Kind.SHARE, Kind.ACCESS_RULE, Kind.CLUSTER);
    /** How much faster the embedded cloud is than a real one, and time passes for the plugin. */
    private static final int SPEED = 20;

    private static final String PREFIX = "dataclone-";

    private final ContractCloud contract = ContractCloud.open();
    private final DemoJava java;
    private final EmbeddedCloud embedded = contract.embedded();
    private final String share;
    private final Share before;
    private final Path clouds;
    private final String bay;
    private Map<Kind, Integer> madeBefore;
    /** Ids by name. */
    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    KillingGround(DemoJava java, Path directory) throws Exception {
        this.java = java;
        Files.createDirectories(directory);
        clouds = directory.resolve("clouds.yaml");
        if (contract.isReal()) {
            bay = System.getenv("DATACLONE_IT_BAY");
            share = contract.productionShare(1);
        } else {
            bay = "swarm-mode";
            embedded.delays(Delays.scaled(1.0 / SPEED / 4));
            share = embedded.addProductionShare("orders-production", 1);
            Files.writeString(clouds, cloudsYaml());
        }
        if (contract.isReal()) {
            looks.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
        before = contract.cloud().shares().showShare(share);
        madeBefore = made();
    }

    private String cloudsYaml() {
        return "clouds: {embedded: {region_name: RegionOne, auth: {auth_url: '" + embedded.keystoneUrl()
                + "', username: jenkins, password: jenkins, project_name: ci, user_domain_name: Default,"
                + " project_domain_name: Default}}}\n";
    }

    boolean isReal() {
        return contract.isReal();
    }

    Duration patience() {
        return contract.isReal() ? Duration.ofMinutes(15) : Duration.ofMinutes(3);
    }

    DemoProcess start(Path ledger, boolean lost) throws IOException {
        List<String> options =
                new ArrayList<>(List.of("--cloud", contract.settings().name(), "--share", share));
        options.addAll(List.of("--ledger", ledger.toString()));
        if (bay != null) {
            options.addAll(List.of("--bay", bay));
        }
        if (lost) {
            options.add("--lost");
        }
        if (!isReal()) {
            options.addAll(List.of("--speed", Integer.toString(SPEED)));
        }
        return java.start(isReal() ? Map.of() : Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString()), options);
    }

    /**
     * After a life.
     *
     * @param environments what the records say
     * @param complete whether everything must have been made once, and not once at the most
     */
    void check(String where, List<Environment> environments, boolean complete) throws CloudException {
        for (Environment environment : environments) {
            assertThat(environment.resources()).as(where).allMatch(Resource::isGone);
            assertThat(listed(PREFIX + environment.id()))
                    .as(where + ": left in the cloud")
                    .isEmpty();
        }
        assertThat(seen).as(where + ": made").allSatisfy((name, ids) -> assertThat(ids)
                .hasSize(1));
        assertThat(contract.cloud().shares().showShare(share))
                .as(where + ": production")
                .isEqualTo(before);
        if (embedded == null) {
            return;
        }
        assertThat(embedded.living()).as(where + ": left in the cloud").isEmpty();
        assertThat(embedded.productionWrites()).as(where + ": production").isEmpty();
        assertThat(embedded.uprooted()).as(where + ": lost their snapshot").isEmpty();
        Map<Kind, Integer> after = made();
        for (Kind kind : MADE) {
            int times = after.get(kind) - madeBefore.get(kind);
            assertThat(times).as(where + ": made of " + kind).isBetween(complete ? 1 : 0, 1);
        }
        madeBefore = after;
    }

    private Map<String, String> listed(String prefix) throws CloudException {
        Map<String, String> names = new TreeMap<>();
        contract.cloud().shares().listShares(prefix).forEach(each -> names.put(each.id(), each.name()));
        contract.cloud().shares().listSnapshots(prefix).forEach(each -> names.put(each.id(), each.name()));
        contract.cloud().clusters().list(prefix).forEach(each -> names.put(each.id(), each.name()));
        names.values().removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    /** On a real cloud, which does not tell how much it has made: whatever is seen of ours, once a second. */
    private void look() {
        try {
            listed(PREFIX).forEach((id, name) -> seen.computeIfAbsent(name, n -> ConcurrentHashMap.newKeySet())
                    .add(id));
        } catch (CloudException e) {
            // it was asked too much; the next look sees it
        }
    }

    private Map<Kind, Integer> made() {
        Map<Kind, Integer> made = new TreeMap<>();
        if (embedded != null) {
            MADE.forEach(kind -> made.put(kind, embedded.created(kind)));
        }
        return made;
    }

    @Override
    public void close() throws CloudException {
        looks.shutdownNow();
        if (contract.isReal()) {
            ContractCloud.gone(
                    id -> contract.cloud().shares().deleteShare(id),
                    id -> contract.cloud().shares().showShare(id),
                    share);
        }
        contract.close();
    }
}
