package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Stacks.NewStack;
import io.jenkins.plugins.dataclone.port.Stacks.Parameter;
import io.jenkins.plugins.dataclone.port.Stacks.ParameterKind;
import io.jenkins.plugins.dataclone.port.Stacks.Stack;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.HttpMethod;

/** Heat, as templates of jobs use it. */
class HeatContractTest {
    private static final Map<String, String> WORKSPACE = Map.of(
            "app.hot.yaml", """
                    heat_template_version: 2018-08-31
                    parameters:
                      clone_export: {type: string}
                      flavor: {type: string}
                      network: {type: string, constraints: [{custom_constraint: neutron.network}]}
                      password: {type: string, hidden: true, default: not-shown}
                    resources:
                      config: {type: OS::Heat::SoftwareConfig, properties: {config: {get_file: boot/start.sh}}}
                      web:
                        type: lib/server.yaml
                        properties: {flavor: {get_param: flavor}, network: {get_param: network}}
                      note: {type: "My::Note", properties: {text: {get_param: clone_export}}}
                    outputs:
                      web_url: {value: {str_replace: {template: "http://ADDR:8080", params: {ADDR: {get_attr: [web, address]}}}}}
                      export: {value: {get_param: clone_export}}
                      list: {value: [1, two]}
                    """,
            "boot/start.sh", "#!/bin/sh\nmount\n",
            "lib/server.yaml", """
                    heat_template_version: 2018-08-31
                    parameters:
                      flavor: {type: string}
                      network: {type: string}
                    resources:
                      server:
                        type: OS::Nova::Server
                        properties:
                          image: fedora-atomic
                          flavor: {get_param: flavor}
                          networks: [{network: {get_param: network}}]
                          user_data: {get_file: server.sh}
                    outputs:
                      address: {value: {get_attr: [server, first_address]}}
                    """,
            "lib/server.sh", "#!/bin/sh\necho\n",
            "small.yaml", """
                    resource_registry: {"My::Note": note.yaml}
                    parameters: {flavor: m1.small}
                    """,
            "note.yaml", """
                    heat_template_version: 2018-08-31
                    parameters: {text: {type: string}}
                    resources:
                      value: {type: OS::Heat::TestResource, properties: {value: {get_param: text}, wait_secs: 2}}
                    """);

    private static ContractCloud contract;
    private static Stacks stacks;
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        stacks = contract.cloud().stacks();
    }

    @AfterAll
    static void close() {
        contract.close();
    }

    @AfterEach
    void removeEverything() {
        made.forEach(id -> ContractCloud.gone(stacks::delete, stacks::show, id));
    }

    @Test
    void validationTellsTheParametersWithWhatTheyWillBe() throws Exception {
        List<Parameter> all = contract.timed("validate", () -> stacks.validate(app(), Map.of()));
        assertThat(all)
                .containsExactlyInAnyOrder(
                        new Parameter("clone_export", ParameterKind.OTHER, null),
                        new Parameter("flavor", ParameterKind.OTHER, "m1.small"),
                        new Parameter("network", ParameterKind.NETWORK, null),
                        new Parameter("password", ParameterKind.OTHER, "not-shown"));
        assertThat(stacks.validate(app(), Map.of("network", "ci")))
                .contains(new Parameter("network", ParameterKind.NETWORK, "ci"));
    }

    @Test
    void whatHeatCannotTakeItRefusesInItsOwnWords() throws Exception {
        refused(
                "The Resource Type (OS::No::Such) could not be found",
                () -> stacks.validate(template("resources: {a: {type: 'OS::No::Such'}}"), Map.of()));
        refused("The Parameter (nope) was not defined in template", () -> stacks.validate(app(), Map.of("nope", "1")));
        refused("The Parameter (clone_export) was not provided", () -> create("x", app(), Map.of("network", "ci")));
        refused(
                "Unable to find network with name or id 'nope'",
                () -> create("x", app(), Map.of("network", "nope", "clone_export", "e")));
        assertThat(stacks.find(contract.prefix() + "x")).isEmpty();
    }

    @Test
    void aStackLivesAndGoes() throws Exception {
        OwnershipTag tag = contract.tag();
        String name = contract.prefix() + "app";
        Map<String, String> values = new LinkedHashMap<>();
        values.put("network", "ci");
        values.put("clone_export", "10.0.0.9:/shares/a");
        List<StackProgress> seen = new ArrayList<>();
        String id = contract.timed("create stack", () -> {
            String asked = stacks.create(new NewStack(name, app(), values, tag, 20));
            made.add(asked);
            ContractCloud.ready(() -> {
                stacks.progress(asked).ifPresent(seen::add);
                return stacks.show(asked).remoteStatus();
            });
            return asked;
        });
        noteOwnTime("stack", name, id);
        assertThat(seen).allSatisfy(progress -> assertThat(progress.complete()).isBetween(0, progress.total()));
        StackProgress whole = stacks.progress(id).orElseThrow();
        assertThat(whole.complete()).isEqualTo(whole.total()).isGreaterThanOrEqualTo(5);
        assertThat(whole.current()).isNull();
        assertThat(whole.failure()).isNull();

        Stack stack = stacks.show(id);
        assertThat(stack.tag()).contains(tag);
        assertThat(stacks.find(name)).contains(stack);
        assertThat(stacks.list(contract.prefix())).as("without the nested ones").containsExactly(stack);
        assertThat(stacks.find("no such stack")).isEmpty();
        assertThat(stacks.outputs(id))
                .containsEntry("export", "10.0.0.9:/shares/a")
                .containsEntry("list", "[1,\"two\"]")
                .hasEntrySatisfying("web_url", url -> assertThat(url).matches("http://10\\.2\\d\\.\\d+\\.\\d+:8080"));
        assertThat(stacks.servers(id)).hasSize(1);
        assertThat(stacks.serverCidrs(id))
                .hasSize(1)
                .isSubsetOf(contract.cloud().networks().subnetCidrs("ci"));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> stacks.create(new NewStack(name, app(), values, tag, 20)))
                .withMessageContaining("already exists")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFLICT));
        contract.timed("delete stack", () -> {
            stacks.delete(id);
            stacks.delete(id);
            ContractCloud.gone(stacks::delete, stacks::show, id);
            return null;
        });
        stacks.delete(id);
        assertThat(stacks.find(name)).isEmpty();
        assertThat(stacks.progress(id)).as("nothing is left of it").isEmpty();
    }

    @Test
    void theFailedResourceSaysWhy() throws Exception {
        String id = create(
                "bad",
                template("resources:\n  v: {type: 'OS::Heat::Value', properties: {value: x}}\n"
                        + "  marker: {type: 'OS::Heat::TestResource', properties: {fail: true, wait_secs: 1},"
                        + " depends_on: v}\n"
                        + "parameters: {fail: {type: boolean, default: true}}\n"),
                Map.of());
        await().atMost(Duration.ofMinutes(2)).until(() -> stacks.show(id).remoteStatus() != RemoteStatus.PENDING);
        Stack failed = stacks.show(id);
        assertThat(failed.remoteStatus()).isEqualTo(RemoteStatus.FAILED);
        assertThat(failed.statusReason()).contains("Test Resource failed marker");
        assertThat(stacks.progress(id)).hasValueSatisfying(progress -> assertThat(progress.failure())
                .startsWith("marker (TestResource): ValueError: ")
                .contains("Test Resource failed marker"));
    }

    @Test
    void aDeletionThatFailsSaysWhyAndCanBeTriedAgain() throws Exception {
        String id = create(
                "volume",
                template("resources: {v: {type: 'OS::Cinder::Volume', properties: {size: 1}}}\n"
                        + "outputs: {v: {value: {get_resource: v}}}\n"),
                Map.of());
        ContractCloud.ready(() -> stacks.show(id).remoteStatus());
        String snapshot = contract.raw()
                .volume(
                        HttpMethod.POST,
                        "/snapshots",
                        Map.of(
                                "snapshot",
                                Map.of(
                                        "volume_id",
                                        stacks.outputs(id).get("v"),
                                        "name",
                                        contract.prefix() + "in-the-way",
                                        "force",
                                        true)))
                .path("snapshot")
                .path("id")
                .asText();
        try {
            stacks.delete(id);
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> stacks.show(id).remoteStatus() == RemoteStatus.DELETE_FAILED);
            assertThat(stacks.show(id).statusReason()).contains("have snapshots");
            assertThat(stacks.progress(id).map(StackProgress::failure)).hasValueSatisfying(reason -> assertThat(reason)
                    .startsWith("v (Volume): BadRequest: ")
                    .contains("have snapshots"));
        } finally {
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
                contract.raw().volume(HttpMethod.DELETE, "/snapshots/" + snapshot, null);
                return true;
            });
            await().atMost(Duration.ofMinutes(2)).until(() -> isGone("/snapshots/" + snapshot));
        }
        ContractCloud.gone(stacks::delete, stacks::show, id);
    }

    private static boolean isGone(String path) throws CloudException {
        try {
            contract.raw().volume(HttpMethod.GET, path, null);
            return false;
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return true;
            }
            throw e;
        }
    }

    @Test
    void anotherTenantsStackIsNotThere() throws Exception {
        Stacks others = new OpenStackCloud(contract.other()).stacks();
        Template empty = template("resources: {v: {type: 'OS::Heat::Value', properties: {value: x}}}");
        String foreign = others.create(new NewStack(contract.prefix() + "foreign", empty, Map.of(), contract.tag(), 5));
        try {
            ContractCloud.ready(() -> others.show(foreign).remoteStatus());
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> stacks.show(foreign))
                    .satisfies(e -> assertThat(e.isNotFound()).isTrue());
            assertThat(stacks.find(contract.prefix() + "foreign")).isEmpty();
            stacks.delete(foreign);
            assertThat(others.show(foreign).remoteStatus()).isEqualTo(RemoteStatus.READY);
        } finally {
            ContractCloud.gone(others::delete, others::show, foreign);
        }
    }

    private static Template app() throws Exception {
        return stacks.read("app.hot.yaml", List.of("small.yaml"), path -> WORKSPACE
                .get(path)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Template template(String text) {
        return new Template("t.yaml", "heat_template_version: 2018-08-31\n" + text, Map.of(), List.of());
    }

    private String create(String name, Template template, Map<String, String> values) throws CloudException {
        String id = stacks.create(new NewStack(contract.prefix() + name, template, values, contract.tag(), 10));
        made.add(id);
        return id;
    }

    private static void refused(String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(call)
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.REFUSED));
    }

    /** Heat's own clock: from its first event to its last. */
    private static void noteOwnTime(String what, String name, String id) throws CloudException {
        JsonNode events = contract.raw()
                .stack(HttpMethod.GET, "/stacks/" + name + "/" + id + "/events", null)
                .path("events");
        List<Instant> times = new ArrayList<>();
        events.forEach(event -> times.add(Instant.parse(event.path("event_time").asText())));
        Optional<Instant> first = times.stream().min(Instant::compareTo);
        Optional<Instant> last = times.stream().max(Instant::compareTo);
        contract.note(what + " by Heat's own clock "
                + Duration.between(first.orElseThrow(), last.orElseThrow()).toSeconds() + " s");
    }
}
