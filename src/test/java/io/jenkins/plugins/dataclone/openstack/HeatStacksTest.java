package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Stacks.NewStack;
import io.jenkins.plugins.dataclone.port.Stacks.Stack;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the contract on either cloud does not show of Heat: refusals before anything is sent, and the requests themselves. */
class HeatStacksTest {
    private static final OwnershipTag TAG = new OwnershipTag(
            "controller-1", "abcdefghij27", "shop/orders#12", Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    private static final Template TEMPLATE = new Template(
            "app.hot.yaml", "heat_template_version: 2018-08-31\n", Map.of("a.sh", "echo"), List.of("env.yaml"));
    private static final String ID = UUID.randomUUID().toString();

    @Test
    void nothingIsSentWithoutThePermissionOfTheAdministrator() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            refuses(TestClouds.settings(cloud), "Heat templates of jobs are not allowed on cloud 'lab'");
            assertThat(cloud.requests()).isEmpty();
        }
    }

    @Test
    void nothingIsSentWithAnApplicationCredential() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Credential application = Credential.ApplicationCredential.ofId(
                    cloud.applicationCredentialId(), cloud.applicationCredentialSecret());
            CloudSettings.Builder settings = CloudSettings.builder("lab", cloud.keystoneUrl(), application)
                    .heatTemplatesAllowed(true);
            refuses(settings.build(), "Heat stacks need a password credential");
            assertThat(cloud.requests()).isEmpty();

            Credential password = Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins");
            Stacks both =
                    new OpenStackCloud(settings.clusterCredential(password).build()).stacks();
            assertThat(both.validate(new Template("a", TEMPLATE.text(), Map.of(), List.of()), Map.of()))
                    .isEmpty();
        }
    }

    private static void refuses(CloudSettings settings, String message) {
        Stacks stacks = new OpenStackCloud(settings).stacks();
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> stacks.validate(TEMPLATE, Map.of()),
                        () -> stacks.create(new NewStack("app", TEMPLATE, Map.of(), TAG, 10)))) {
            assertThatThrownBy(call)
                    .hasMessageContaining(message)
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
        }
    }

    @Test
    void aStackIsAskedForWithItsFilesItsTagAndWithoutRollback() throws Exception {
        try (FakeKeystone keystone =
                new FakeKeystone("lab", request -> new Reply(201, "{\"stack\": {\"id\": \"" + ID + "\"}}", Map.of()))) {
            assertThat(allowed(keystone).create(new NewStack("app", TEMPLATE, Map.of("size", "2"), TAG, 10)))
                    .isEqualTo(ID);
            assertThat(keystone.server().seen()).last().satisfies(request -> assertThat(request.body())
                    .contains("\"stack_name\":\"app\"", "\"timeout_mins\":10", "\"disable_rollback\":true")
                    .contains("\"files\":{\"a.sh\":\"echo\"}", "\"environment_files\":[\"env.yaml\"]")
                    .contains("\"parameters\":{\"size\":\"2\"}")
                    .contains("\"tags\":\"dataclone_controller=controller-1,"));
        }
    }

    @Test
    void outputsOfEveryKindAreText() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> Reply.json("""
                        {"stack": {"id": "%s", "stack_name": "app", "stack_status": "CREATE_COMPLETE", "outputs": [
                          {"output_key": "text", "output_value": "a"}, {"output_key": "number", "output_value": 1.5},
                          {"output_key": "none", "output_value": null}, {"output_key": "list", "output_value": [1, "b"]},
                          {"output_key": "map", "output_value": {"a": true}}]}}""".formatted(ID)))) {
            assertThat(allowed(keystone).outputs(ID))
                    .isEqualTo(Map.of(
                            "text", "a", "number", "1.5", "none", "", "list", "[1,\"b\"]", "map", "{\"a\":true}"));
        }
    }

    @Test
    void aStackThatHeatRemembersAsDeletedIsNotThere() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> Reply.json("{\"stack\": {\"id\": \"" + ID
                        + "\", \"stack_name\": \"app\", \"stack_status\": \"DELETE_COMPLETE\"}}"))) {
            Stacks stacks = allowed(keystone);
            assertThatThrownBy(() -> stacks.show(ID))
                    .isInstanceOfSatisfying(CloudException.class, e -> assertThat(e.isNotFound())
                            .isTrue());
            stacks.delete(ID);
            assertThat(keystone.server().seen())
                    .noneMatch(request -> request.method().equals("DELETE"));
        }
    }

    @Test
    void whatIsListedForAMomentAfterItsDeletionIsNotThere() throws Exception {
        ManualClock time = new ManualClock();
        try (EmbeddedCloud cloud = EmbeddedCloud.builder()
                .clock(time)
                .delays(Delays.realistic())
                .tokenLifetime(Duration.ofDays(36500))
                .start()) {
            Stacks stacks = new OpenStackCloud(
                            TestClouds.builder(cloud).heatTemplatesAllowed(true).build())
                    .stacks();
            Template empty = new Template("t", TEMPLATE.text(), Map.of(), List.of());
            String id = stacks.create(new NewStack("app", empty, Map.of(), TAG, 10));
            time.advance(Duration.ofMinutes(1));
            stacks.delete(id);
            time.advance(Duration.ofMillis(4_600));
            assertThat(stacks.find("app")).isEmpty();
            assertThat(stacks.list("app")).isEmpty();
            assertThat(cloud.requests()).last().satisfies(request -> assertThat(request.path())
                    .endsWith("/stacks"));
        }
    }

    @Test
    void aStackIsDeletedByNameAndId() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab",
                request -> request.method().equals("DELETE")
                        ? new Reply(204, "", Map.of())
                        : Reply.json("{\"stack\": {\"id\": \"" + ID
                                + "\", \"stack_name\": \"app\", \"stack_status\": \"DELETE_FAILED\"}}"))) {
            allowed(keystone).delete(ID);
            assertThat(keystone.server().seen()).last().satisfies(request -> assertThat(request.uri())
                    .isEqualTo("/heat/v1/p/stacks/app/" + ID));
        }
    }

    @Test
    void listsFollowTheMarkerUntilAPageIsNotFull() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone(
                "lab", request -> request.uri().contains("marker=s99") ? page(100, 101) : page(0, 100))) {
            assertThat(allowed(keystone).list("app-"))
                    .hasSize(101)
                    .extracting(Stack::name)
                    .doesNotHaveDuplicates();
        }
    }

    private static Reply page(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append(i == from ? "" : ",")
                    .append("{\"id\": \"s" + i + "\", \"stack_name\": \"app-" + i
                            + "\", \"stack_status\": \"CREATE_COMPLETE\", \"tags\": null}");
        }
        return Reply.json("{\"stacks\": [" + rows + "]}");
    }

    @Test
    void whatIsNoIdGetsIntoNoPath() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            Stacks stacks = new OpenStackCloud(TestClouds.settings(cloud)).stacks();
            assertThatThrownBy(() -> stacks.show("../stacks"))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
            assertThatThrownBy(() -> stacks.delete("app")).isInstanceOf(CloudException.class);
            assertThat(stacks.progress("app/../b")).isEmpty();
            assertThat(stacks.serverCidrs("?")).isEmpty();
            assertThat(cloud.requests()).isEmpty();
        }
    }

    private static Stacks allowed(FakeKeystone keystone) throws CloudException {
        return new OpenStackCloud(keystone.settings().heatTemplatesAllowed(true).build()).stacks();
    }
}
