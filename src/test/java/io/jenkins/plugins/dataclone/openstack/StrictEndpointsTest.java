package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.types.Facing;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

class StrictEndpointsTest {
    private static final String TOKEN = """
            {"token": {"catalog": [
              {"type": "share", "name": "manila", "endpoints": [
                {"interface": "public", "region": "one", "url": "http://one/v1/p"}]},
              {"type": "sharev2", "name": "manilav2", "endpoints": [
                {"interface": "public", "region": "one", "url": "http://one/v2/p"},
                {"interface": "internal", "region": "one", "url": "http://one-internal/v2/p"},
                {"interface": "public", "region": "two", "url": "http://two/v2/p"},
                {"interface": "public", "region": "four", "url": "http://four/share/v2/p/"}]},
              {"type": "container-infra", "name": "anything", "endpoints": [
                {"interface": "public", "region": "one", "url": "http://one:9511/v1"}]},
              {"type": "volumev2", "name": "cinder", "endpoints": [
                {"interface": "public", "region": "one", "url": "http://one:8776/v2/p"}]},
              {"type": "block-store", "name": "cinderv3", "endpoints": [
                {"interface": "public", "region": "three", "url": "http://three:8776/v3/p"}]},
              {"type": "compute", "name": "nova", "endpoints": [
                {"interface": "public", "region": "one", "url": "http://one:8774/v2.1"}]},
              {"type": "orchestration-x", "name": "heat", "endpoints": [
                {"interface": "public", "region": "one", "url": "http://one:8004/v1/p"}]}]}}""";

    @Test
    void theTypeDecidesAndNotTheName() throws Exception {
        assertThat(find(ServiceType.SHARE, "one", Facing.PUBLIC)).isEqualTo("http://one/v2/p");
        assertThat(find(ServiceType.MAGNUM, "one", Facing.PUBLIC)).isEqualTo("http://one:9511/v1");
        assertThat(find(ServiceType.COMPUTE, "one", Facing.PUBLIC)).isEqualTo("http://one:8774/v2.1");
    }

    @Test
    void anOldNameOfATypeWillDo() throws Exception {
        assertThat(find(ServiceType.BLOCK_STORAGE, null, Facing.PUBLIC)).isEqualTo("http://three:8776/v3/p");
    }

    @Test
    void regionAndInterfaceDecide() throws Exception {
        assertThat(find(ServiceType.SHARE, "two", Facing.PUBLIC)).isEqualTo("http://two/v2/p");
        assertThat(find(ServiceType.SHARE, "one", Facing.INTERNAL)).isEqualTo("http://one-internal/v2/p");
        assertThat(find(ServiceType.SHARE, null, null)).isEqualTo("http://one/v2/p");
    }

    /** As keystoneauth, and with it every other client, takes it: a path behind it begins with a slash of its own. */
    @Test
    void aSlashAtTheEndOfAnAddressTellsNothing() throws Exception {
        assertThat(find(ServiceType.SHARE, "four", Facing.PUBLIC)).isEqualTo("http://four/share/v2/p");
    }

    @Test
    void whatIsMissingIsNamedWithWhatThereIs() {
        assertThatThrownBy(() -> find(ServiceType.SHARE, "two", Facing.INTERNAL))
                .isInstanceOf(EndpointMissing.class)
                .hasMessageContainingAll("internal", "sharev2", "'two'", "public in 'one'", "public in 'two'");
        assertThatThrownBy(() -> find(ServiceType.BLOCK_STORAGE, "one", null)).hasMessageContaining("volumev3");
        assertThatThrownBy(() -> find(ServiceType.ORCHESTRATION, null, null))
                .hasMessageContaining("does not offer this service");
        assertThatThrownBy(() -> find(ServiceType.DNS, null, null)).isInstanceOf(EndpointMissing.class);
    }

    /** In Turkish, "internal" in capitals is not INTERNAL. */
    @Test
    void theLanguageOfTheMachineChangesNothing() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            regionAndInterfaceDecide();
            whatIsMissingIsNamedWithWhatThereIs();
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String find(ServiceType type, String region, Facing facing) throws Exception {
        KeystoneToken token = HttpAnswer.read(KeystoneToken.class, TOKEN.getBytes(StandardCharsets.UTF_8));
        return new StrictEndpoints()
                .findURLV3(URLResolverParams.create(token, type).region(region).perspective(facing));
    }
}
