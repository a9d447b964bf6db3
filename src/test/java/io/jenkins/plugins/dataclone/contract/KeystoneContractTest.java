package io.jenkins.plugins.dataclone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.CloudSettings.Interface;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.KeystoneRef;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.RawOpenStack;
import io.jenkins.plugins.dataclone.openstack.SecretText;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.CloudIdentity;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Means;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Service;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstack4j.core.transport.HttpMethod;

/** Who may log in and how, and what Keystone's answers mean. Needs a cloud whose users are in the domain Default. */
class KeystoneContractTest {
    private static ContractCloud contract;
    private static CloudSettings settings;
    private static Credential.Password password;

    @BeforeAll
    static void open() throws Exception {
        contract = ContractCloud.open();
        settings = contract.settings();
        password = (Credential.Password) settings.credential();
    }

    @AfterAll
    static void close() {
        contract.close();
    }

    @Test
    void tellsWhoWeAreAndWhatIsThere() throws Exception {
        CloudIdentity found = contract.timed("whoami", () -> contract.cloud().whoami());

        assertThat(found.login().user()).isEqualTo(password.user().name());
        assertThat(found.login().project()).isEqualTo(password.project().name());
        assertThat(found.login().means()).isEqualTo(Means.PASSWORD);
        assertThat(found.login().roles()).contains("member");
        assertThat(found.services()).allSatisfy(service -> {
            assertThat(service.problem()).isEmpty();
            assertThat(service.versions()).as(service.name()).isNotEmpty();
        });
        assertThat(found.services())
                .extracting(Service::name)
                .containsExactly("Keystone", "Manila", "Cinder", "Magnum", "Heat", "Neutron", "Nova");
        assertThat(found.quotas()).isNotEmpty();
    }

    @Test
    void usersAndProjectsGoByNameOrById() throws Exception {
        KeystoneRef userId = KeystoneRef.ofId(contract.raw().userId());
        KeystoneRef projectId = KeystoneRef.ofId(contract.raw().projectId());
        KeystoneRef userInDomain = KeystoneRef.namedInDomainId(password.user().name(), "default");
        KeystoneRef projectInDomain =
                KeystoneRef.namedInDomainId(password.project().name(), "default");
        for (KeystoneRef user : new KeystoneRef[] {userId, userInDomain, password.user()}) {
            for (KeystoneRef project : new KeystoneRef[] {projectId, projectInDomain, password.project()}) {
                works(new Credential.Password(user, project, password.secret()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void applicationCredentialsGoByIdOrByNameAndUser(boolean unrestricted) throws Exception {
        String name = contract.prefix() + (unrestricted ? "unrestricted" : "restricted");
        KeystoneRef user = KeystoneRef.ofId(contract.raw().userId());
        JsonNode made = contract.raw()
                .identity(
                        HttpMethod.POST,
                        "/users/" + user.id() + "/application_credentials",
                        Map.of("application_credential", Map.of("name", name, "unrestricted", unrestricted)))
                .path("application_credential");
        String id = made.path("id").asText();
        String secret = made.path("secret").asText();
        try {
            works(Credential.ApplicationCredential.named(name, user, secret));
            works(Credential.ApplicationCredential.named(name, password.user(), secret));
            CloudIdentity found =
                    works(Credential.ApplicationCredential.ofId(id, secret)).whoami();
            assertThat(found.login().means())
                    .isEqualTo(unrestricted ? Means.APPLICATION_CREDENTIAL : Means.RESTRICTED_APPLICATION_CREDENTIAL);
            assertThat(found.services())
                    .filteredOn(service -> service.problem().isPresent())
                    .extracting(Service::name)
                    .containsExactly("Magnum", "Heat");
            refused(
                    Credential.ApplicationCredential.ofId(id, "not-the-secret"),
                    "it does not exist or has expired, its secret is wrong, or its user lost the role");
        } finally {
            contract.raw().identity(HttpMethod.DELETE, "/users/" + user.id() + "/application_credentials/" + id, null);
        }
    }

    @Test
    void theCauseOfARefusalIsFoundOut() throws Exception {
        refused(
                new Credential.Password(password.user(), password.project(), SecretText.of("not-the-password")),
                "the password is wrong, or the user does not exist or is disabled");
        refused(
                new Credential.Password(KeystoneRef.named("nobody", "Default"), password.project(), password.secret()),
                "the password is wrong, or the user does not exist or is disabled");
        String noRole =
                "the password is right, but there is no such project, or the user has no role in it; it has roles in: "
                        + password.project().name();
        refused(
                new Credential.Password(password.user(), KeystoneRef.named("nowhere", "Default"), password.secret()),
                noRole);
        Credential.Password stranger = (Credential.Password) contract.other().credential();
        refused(new Credential.Password(password.user(), stranger.project(), password.secret()), noRole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v3", "/v3/", "/v2.0"})
    void theVersionInTheAddressMayBeLeftOutOrOld(String end) throws Exception {
        String root = settings.keystoneUrl().replaceAll("/v3$", "");
        works(CloudSettings.builder(settings.name(), root + end, password));
    }

    @Test
    void anAddressWithoutKeystoneIsSaidToBeOne() throws Exception {
        OpenStackCloud cloud = new OpenStackCloud(
                CloudSettings.builder("lab", settings.keystoneUrl().replaceAll("/v3$", "/nowhere"), password)
                        .build());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.shares().listShares(""))
                .withMessageContaining("/nowhere/v3: no Keystone is there; its address usually looks like https://")
                .matches(e -> e.kind() == Kind.CONFIGURATION);
    }

    @ParameterizedTest
    @EnumSource(Interface.class)
    void everyInterfaceCanBeUsed(Interface side) throws Exception {
        works(builder(password).endpointInterface(side));
    }

    @Test
    void aRegionThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        OpenStackCloud cloud =
                new OpenStackCloud(builder(password).region("Atlantis").build());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(cloud::whoami)
                .withMessageContaining("has no region 'Atlantis'; there are: RegionOne");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.shares().listShares(""))
                .withMessageContaining("the catalog has no region 'Atlantis'; there are: RegionOne");
    }

    @Test
    void aTokenThatWasRevokedIsReplaced() throws Exception {
        RawOpenStack raw = new RawOpenStack(settings);
        raw.share(HttpMethod.GET, "/shares?limit=1", null);
        raw.revokeToken();
        assertThat(contract.timed(
                                "a call with a revoked token", () -> raw.share(HttpMethod.GET, "/shares?limit=1", null))
                        .has("shares"))
                .isTrue();
    }

    private static OpenStackCloud works(Credential credential) throws CloudException {
        return works(builder(credential));
    }

    private static OpenStackCloud works(CloudSettings.Builder builder) throws CloudException {
        OpenStackCloud cloud = new OpenStackCloud(builder.build());
        assertThat(cloud.shares().listShares(contract.prefix())).isEmpty();
        return cloud;
    }

    private static void refused(Credential credential, String cause) throws CloudException {
        OpenStackCloud cloud = new OpenStackCloud(builder(credential).build());
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(cloud::whoami)
                .withMessageContaining(cause + " (401, req-")
                .matches(e -> e.kind() == Kind.DENIED)
                .matches(e -> !e.getMessage().contains("not-the-"));
    }

    private static CloudSettings.Builder builder(Credential credential) {
        return CloudSettings.builder(settings.name(), settings.keystoneUrl(), credential)
                .limits(contract.isReal() ? CallLimits.DEFAULT : settings.limits());
    }
}
