package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.ResizeFlow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import io.jenkins.plugins.dataclone.runtime.Pace;
import io.jenkins.plugins.dataclone.runtime.Releases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstack4j.core.transport.HttpMethod;

/** Ledger, flows and adapter together: bays and Heat stacks of an environment, from the first request until all is gone. */
class BayFlowContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(25);
    private static final String ADDRESS = "192.0.2.10";
    private static final String TEMPLATE = """
            heat_template_version: 2018-08-31
            parameters:
              clone_export: {type: string}
              network: {type: string, default: ci, constraints: [{custom_constraint: neutron.network}]}
            resources:
              server:
                type: OS::Nova::Server
                properties: {image: fedora-atomic, flavor: m1.small, networks: [{network: {get_param: network}}]}
            outputs:
              web_url: {value: {str_replace: {template: "http://ADDR:8080", params: {ADDR: {get_attr: [server, first_address]}}}}}
              mounted: {value: {get_param: clone_export}}
            """;

    private static final String NEVER = "what nobody says";

    private static ContractCloud contract;
    private static String clusterTemplate;

    @TempDir
    private Path home;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile Runnable prompted;
    private volatile String cue = NEVER;
    private DataCloneRuntime runtime;
    private GivenCatalogue catalogue;
    private Environment environment;

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        clusterTemplate = contract.raw()
                .cluster(
                        HttpMethod.POST,
                        "/clustertemplates",
                        Map.of(
                                "name", contract.prefix() + "flow",
                                "coe", "swarm-mode",
                                "image_id", "fedora-atomic",
                                "keypair_id", "jenkins",
                                "external_network_id", "public",
                                "flavor_id", "m1.small",
                                "master_flavor_id", "m1.small",
                                "docker_volume_size", 3))
                .path("uuid")
                .asText();
    }

    @AfterAll
    static void close() throws Exception {
        contract.raw().cluster(HttpMethod.DELETE, "/clustertemplates/" + clusterTemplate, null);
        contract.close();
    }

    @BeforeEach
    void openAnEnvironment() throws Exception {
        catalogue(List.of());
        environment = runtime.ledger()
                .open(
                        new Owner("contract#" + System.nanoTime(), "", Instant.now()),
                        "default",
                        Lifetime.of(Duration.ofHours(5)));
    }

    /** The controller comes up, or comes back, with these. */
    private void catalogue(List<DataSource> sources, BayTemplate... more) throws Exception {
        BayTemplate small = new BayTemplate("small", contract.settings().name(), contract.prefix() + "flow");
        small.setMaxNodeCount(3);
        BayTemplate huge = new BayTemplate("huge", contract.settings().name(), clusterTemplate);
        huge.setFlavor("huge");
        huge.setMasterFlavor("huge");
        List<BayTemplate> templates = new ArrayList<>(List.of(small, huge));
        templates.addAll(List.of(more));
        catalogue = new GivenCatalogue(contract.settings(), sources, templates);
        if (runtime != null) {
            runtime.close();
        }
        runtime = new DataCloneRuntime(
                catalogue,
                new FileEnvironmentStore(home),
                owner -> OwnerProbe.Answer.ALIVE,
                FixedIdentity.of("0123456789abcdef"),
                contract.isReal() ? Pace.real() : Pace.quick(20));
    }

    @AfterEach
    void giveBack() throws Exception {
        try {
            Releases.Release release = runtime.release(environment.id(), "the test is over", progress())
                    .orElseThrow();
            Environment ended =
                    contract.timed("give back", () -> release.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(ended.resources()).allMatch(Resource::isGone);
            assertThat(contract.cloud().clusters().list("dataclone-" + environment.id()))
                    .isEmpty();
            assertThat(contract.cloud().stacks().list("dataclone-" + environment.id()))
                    .as("Magnum's stacks bear the cluster's name too")
                    .isEmpty();
        } finally {
            runtime.close();
        }
    }

    @Test
    void aBayIsMadeAndResized() throws Exception {
        BayResult bay = contract.timed("bay", () -> result(bay("small")));
        assertThat(bay.coe()).isEqualTo("swarm-mode");
        assertThat(bay.nodeCount()).isEqualTo(1);
        assertThat(runtime.engine(environment.id(), bay.name()).certificate()).isPresent();
        assertThat(resource(ResourceKind.CLUSTER, 0).attribute(Ledger.STACK)).isPresent();
        assertThat(said).anyMatch(line -> line.contains("Heat resources complete"));

        BayResult resized = contract.timed(
                "resize",
                () -> result(new ResizeFlow(runtime.context(), environment.id(), null, 2, deadline(), progress())));
        assertThat(resized.nodeCount()).isEqualTo(2);
        JsonNode raw = contract.raw().cluster(HttpMethod.GET, "/clusters/" + bay.id(), null);
        assertThat(raw.path("node_count").asInt()).isEqualTo(2);
        assertThat(raw.path("status").asText()).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void aBayThatCanNeverFitIsRefusedBeforeItIsAskedFor() {
        assertThatThrownBy(() -> result(bay("huge")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("can never hold environment " + environment.id())
                .hasMessageContaining("cores: 19998 needed");
        assertThat(resource(ResourceKind.CLUSTER, 0).requestedAt()).isNull();
    }

    @Test
    void aBayThatFindsNoRoomIsTriedOnceMore() throws Exception {
        String flavor = contract.addFlavorWithoutHost("picky");
        try {
            BayTemplate picky = new BayTemplate("picky", contract.settings().name(), clusterTemplate);
            picky.setFlavor(contract.prefix() + "picky");
            catalogue(List.of(), picky);
            whenSaid("a second one is tried", () -> contract.giveFlavorAHost(flavor));

            BayResult bay = contract.timed("bay that is tried twice", () -> result(bay("picky")));

            assertThat(bay.name()).endsWith("-bay-2");
            assertThat(resource(ResourceKind.CLUSTER, 0).isGone()).isTrue();
            assertThat(said)
                    .anyMatch(line -> line.contains("No valid host was found")
                            && line.endsWith("it is taken away, and a second one is tried"))
                    .anyMatch(line -> line.endsWith("is confirmed gone, trying another one"));
            giveBackEarly();
        } finally {
            contract.removeFlavor(flavor);
        }
    }

    @Test
    void aStackThatMagnumForgotIsFoundByItsIdAndDeleted() throws Exception {
        assumeFalse(contract.isReal(), "no request makes a real Magnum forget a cluster");
        result(bay("small"));
        contract.embedded().faults().nextClusterDeleteLeavesStack();
        giveBackEarly();
        assertThat(contract.embedded().living(Kind.STACK)).isEmpty();
    }

    @Test
    void aHeatStackIsToldOfTheCloneAndItsServersMayMountIt() throws Exception {
        String production = contract.productionShare(1);
        try {
            DataSource source = new DataSource("orders-db", contract.settings().name());
            source.setShareId(production);
            source.setAccessTo(List.of(ADDRESS));
            catalogue(List.of(source));
            DeployRequest request = new DeployRequest(
                    "app.hot.yaml",
                    path -> TEMPLATE.getBytes(StandardCharsets.UTF_8),
                    Map.of(),
                    Map.of(),
                    true,
                    List.of());
            Provisioned made = contract.timed(
                    "clone and Heat stack",
                    () -> result(new EnvironmentFlow(
                            runtime.context(),
                            environment.id(),
                            "key",
                            catalogue.cloneRequest(null, "orders-db", null, "job"),
                            Optional.empty(),
                            Optional.of(request),
                            deadline(),
                            progress())));
            assertThat(made.stack().orElseThrow().outputs())
                    .containsEntry("mounted", made.data().export().location());
            assertThat(made.stack().orElseThrow().endpoints().get("web")).startsWith("http://10.2");
            List<String> subnets = contract.cloud().networks().subnetCidrs("ci");
            assertThat(contract.cloud().shares().listAccess(made.data().id()))
                    .extracting(rule -> rule.access().to())
                    .contains(ADDRESS)
                    .containsAll(subnets);
            giveBackEarly();
        } finally {
            ContractCloud.gone(
                    contract.cloud().shares()::deleteShare, contract.cloud().shares()::showShare, production);
        }
    }

    /** What has to be gone before the test itself is at its end; {@link #giveBack} finds it done. */
    private void giveBackEarly() throws Exception {
        Releases.Release release = runtime.release(environment.id(), "the test is over", progress())
                .orElseThrow();
        release.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Flow<BayResult> bay(String template) throws CloudException {
        return new BayFlow(
                runtime.context(),
                environment.id(),
                "key",
                catalogue.bayRequest(null, template, 0, "job"),
                deadline(),
                progress());
    }

    private Instant deadline() {
        return runtime.context().clock().instant().plus(PATIENCE.multipliedBy(4));
    }

    private Resource resource(ResourceKind kind, int index) {
        return runtime.ledger()
                .get(environment.id())
                .resources(r -> r.kind() == kind)
                .get(index);
    }

    private Progress progress() {
        return line -> {
            said.add(line);
            contract.note(line);
            if (line.contains(cue)) {
                cue = NEVER;
                prompted.run();
            }
        };
    }

    /** Does something to the cloud as soon as users have been told so. */
    private void whenSaid(String words, Errand errand) {
        prompted = () -> {
            try {
                errand.run();
            } catch (CloudException e) {
                throw new AssertionError(e);
            }
        };
        cue = words;
    }

    private interface Errand {
        void run() throws CloudException;
    }

    private <T> T result(Flow<T> flow) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        runtime.run(environment.id(), flow, new Outcome<T>() {
            @Override
            public void done(T value) {
                result.complete(value);
            }

            @Override
            public void failed(Exception cause) {
                result.completeExceptionally(cause);
            }
        });
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
