package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.openstack.CloudSettings.Interface;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.sweeper.CloudsYamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudsYamlFileTest {
    private static final String CLOUDS = """
            clouds:
              ci:
                region_name: RegionOne
                interface: internal
                verify: false
                auth: {auth_url: "http://keystone:5000/", username: jenkins, password: s3cret-1, project_name: ci, user_domain_name: Default, project_domain_id: default}
              app:
                auth_type: v3applicationcredential
                cacert: %s
                auth: {auth_url: "https://keystone/identity/v3", application_credential_id: abc, application_credential_secret: s3cret-2}
              app-by-name:
                auth_type: v3applicationcredential
                auth: {auth_url: "https://keystone", application_credential_name: mine, user_id: u1, application_credential_secret: s3cret-3}
              split:
                endpoint_type: publicURL
                auth: {auth_url: "https://keystone", user_id: u1, project_id: 123, password: from-clouds}
              no-domain:
                auth: {auth_url: "https://keystone", username: jenkins, password: s3cret-4, project_name: ci}
              no-password:
                auth: {auth_url: "https://keystone", user_id: u1, project_id: p1}
              no-url:
                auth: {user_id: u1, project_id: p1, password: s3cret-5}
              odd:
                auth_type: v3kerberos
              sideways:
                interface: sideways
                auth: {auth_url: "https://keystone", user_id: u1, project_id: p1, password: s3cret-6}
              no-ca:
                cacert: /does/not/exist.pem
                auth: {auth_url: "https://keystone", user_id: u1, project_id: p1, password: s3cret-7}
            """;

    @TempDir
    Path directory;

    @Test
    void readsAPasswordByNames() throws Exception {
        CloudSettings settings = clouds().settings("ci");
        assertThat(settings.name()).isEqualTo("ci");
        assertThat(settings.keystoneUrl()).isEqualTo("http://keystone:5000/v3");
        assertThat(settings.region()).contains("RegionOne");
        assertThat(settings.endpointInterface()).isEqualTo(Interface.INTERNAL);
        assertThat(settings.verifyTls()).isFalse();
        assertThat(settings.credential())
                .isEqualTo(new Credential.Password(
                        KeystoneRef.named("jenkins", "Default"),
                        KeystoneRef.namedInDomainId("ci", "default"),
                        SecretText.of("s3cret-1")));
        assertThat(settings.clusterCredential()).isEqualTo(settings.credential());
    }

    @Test
    void readsApplicationCredentials() throws Exception {
        CloudSettings byId = clouds().settings("app");
        assertThat(byId.keystoneUrl()).isEqualTo("https://keystone/identity/v3");
        assertThat(byId.caPem()).contains("a certificate");
        assertThat(byId.verifyTls()).isTrue();
        assertThat(byId.endpointInterface()).isEqualTo(Interface.PUBLIC);
        assertThat(byId.credential()).isEqualTo(Credential.ApplicationCredential.ofId("abc", "s3cret-2"));
        assertThat(clouds().settings("app-by-name").credential())
                .isEqualTo(Credential.ApplicationCredential.named("mine", KeystoneRef.ofId("u1"), "s3cret-3"));
    }

    @Test
    void secretsMayLieBesideIt() throws Exception {
        assertThat(clouds().settings("split").credential().secret()).isEqualTo(SecretText.of("from-clouds"));
        Files.writeString(directory.resolve("secure.yaml"), "clouds: {split: {auth: {password: from-secure}}}");
        Credential.Password password =
                (Credential.Password) clouds().settings("split").credential();
        assertThat(password.secret()).isEqualTo(SecretText.of("from-secure"));
        assertThat(password.project()).isEqualTo(KeystoneRef.ofId("123"));
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere, has no cloud 'nowhere'",
        "no-domain, cloud 'no-domain' lacks auth.user_domain_name",
        "no-password, cloud 'no-password' lacks auth.password",
        "no-url, cloud 'no-url' lacks auth.auth_url",
        "odd, cloud 'odd' uses auth_type 'v3kerberos'",
        "sideways, cloud 'sideways' has the interface 'sideways'",
        "no-ca, exist.pem cannot be read",
    })
    void mistakesAreNamed(String cloud, String problem) throws Exception {
        CloudsYamlFile clouds = clouds();
        assertThatThrownBy(() -> clouds.settings(cloud))
                .hasMessageContaining(problem)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFIGURATION))
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void aFileThatIsNoneIsNamedWithoutItsContent() throws Exception {
        Path file = Files.writeString(directory.resolve("clouds.yaml"), "clouds: {ci: {password: s3cret-8");
        assertThatThrownBy(() -> CloudsYamlFile.read(file))
                .hasMessageContaining("cannot be read")
                .message()
                .doesNotContain("s3cret");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> CloudsYamlFile.read(file)).hasMessageContaining("has no section 'clouds'");
        assertThatThrownBy(() -> CloudsYamlFile.read(directory.resolve("none.yaml")))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void isLookedForWhereOtherClientsLook() throws Exception {
        Path config = Files.createDirectories(directory.resolve(".config/openstack"));
        Path file = Files.writeString(config.resolve("clouds.yaml"), "clouds: {}");
        assertThat(CloudsYamlFile.locate(Map.of("HOME", directory.toString()))).contains(file);
        assertThat(CloudsYamlFile.locate(Map.of("HOME", "/none", "OS_CLIENT_CONFIG_FILE", "/my/clouds.yaml")))
                .contains(Path.of("/my/clouds.yaml"));
    }

    @Test
    void settingsShowNoSecret() throws Exception {
        for (String cloud : new String[] {"ci", "app", "app-by-name"}) {
            CloudSettings settings = clouds().settings(cloud);
            assertThat(settings + " " + settings.credential() + " "
                            + settings.credential().secret())
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void settingsAreEqualByValue() throws Exception {
        assertThat(clouds().settings("ci"))
                .isEqualTo(clouds().settings("ci"))
                .hasSameHashCodeAs(clouds().settings("ci"))
                .isNotEqualTo(clouds().settings("app"));
        Credential one = Credential.Password.named("u", "d", "p", "d", "one");
        Credential two = Credential.Password.named("u", "d", "p", "d", "two");
        assertThat(CloudSettings.builder("c", "https://k", one).build())
                .isNotEqualTo(CloudSettings.builder("c", "https://k", two).build());
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/v3, must look like",
        "keystone:5000, must look like",
        "'https://ho st/', is not a URL",
        "https://user:pw@host/v3, must not contain a user",
        "https://host/v3?token=1, must not contain a user",
        "'  ', is missing",
    })
    void addressesThatCannotBeRightAreRefused(String url, String problem) {
        Credential credential = Credential.Password.named("u", "d", "p", "d", "s3cret");
        assertThatThrownBy(() -> CloudSettings.builder("lab", url, credential).build())
                .hasMessageContainingAll("Cloud 'lab'", problem)
                .message()
                .doesNotContain("pw");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host:5000, https://host:5000/v3",
        "https://host:5000/v3/, https://host:5000/v3",
        "https://host/identity, https://host/identity/v3",
        "https://host:5000/v2.0/, https://host:5000/v3",
    })
    void theVersionIsAddedWhereItIsMissing(String url, String keystone) throws Exception {
        Credential credential = Credential.Password.named("u", "d", "p", "d", "s3cret");
        assertThat(CloudSettings.builder("lab", url, credential).build().keystoneUrl())
                .isEqualTo(keystone);
    }

    private CloudsYamlFile clouds() throws CloudException, IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), "a certificate");
        Path file = Files.writeString(directory.resolve("clouds.yaml"), CLOUDS.formatted(ca));
        return CloudsYamlFile.read(file);
    }
}
