package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project may choose from, as the forms offer it. */
class CloudListsTest {
    @Test
    void namesAreThoseThatCanBeAskedFor() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start()) {
            OpenStackCloud openStack = TestClouds.at(cloud, Time.system());

            assertThat(openStack.shares().shareTypes()).contains("default");
            for (String type : openStack.shares().shareTypes()) {
                assertThat(openStack.shares().shareType(type).name()).isEqualTo(type);
            }
            assertThat(openStack.volumes().volumeTypes()).contains("lvm");
            for (String type : openStack.volumes().volumeTypes()) {
                assertThat(openStack.volumes().volumeType(type).name()).isEqualTo(type);
            }
            assertThat(openStack.clusters().templates()).contains("swarm-mode", "kubernetes");
            for (String template : openStack.clusters().templates()) {
                assertThat(openStack.clusters().template(template).name()).isEqualTo(template);
            }
            for (String network : openStack.shares().shareNetworks()) {
                assertThat(openStack.shares().shareNetworkId(network)).isNotEmpty();
            }
            assertThat(openStack.servers().flavors()).isNotEmpty();
        }
    }

    /** Absence from a list is half of the proof that an object is gone, so it has to be a list. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"status\": \"maintenance\"}", "{}", "[]", ""})
    void anAnswerThatIsNoListProvesNothing(String body) throws Exception {
        try (FakeKeystone keystone = new FakeKeystone("lab", request -> switch (request.uri()) {
            case "/share/v2/" -> Reply.json("{\"versions\": [{\"version\": \"2.65\"}]}");
            case "/volume/v3/" -> Reply.json("{\"versions\": [{\"version\": \"3.70\"}]}");
            default -> Reply.json(body);
        })) {
            OpenStackCloud cloud = keystone.connect();
            String share = UUID.randomUUID().toString();
            assertNotUnderstood(() -> cloud.shares().listShares("dataclone-"));
            assertNotUnderstood(() -> cloud.shares().listSnapshots("dataclone-"));
            assertNotUnderstood(() -> cloud.shares().listAccess(share));
            assertNotUnderstood(() -> cloud.volumes().listVolumes("dataclone-"));
            assertNotUnderstood(() -> cloud.volumes().listSnapshots("dataclone-"));
            assertNotUnderstood(() -> cloud.clusters().list("dataclone-"));
            assertNotUnderstood(() -> cloud.stacks().list("dataclone-"));
            assertNotUnderstood(() -> cloud.stacks().find("dataclone-1"));
        }
    }

    private static void assertNotUnderstood(ThrowableAssert.ThrowingCallable list) {
        assertThatThrownBy(list)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.UNAVAILABLE))
                .hasMessageContaining("the answer was not understood");
    }
}
