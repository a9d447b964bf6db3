package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.credentials.CompletenessCheck;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentialsImpl;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudImportTest {
    private static final String LAB = """
            clouds:
              lab:
                region_name: north
                interface: internal
                auth:
                  auth_url: https://keystone.example.org:5000/v3
                  username: jenkins
                  user_domain_id: default
                  project_name: ci
                  project_domain_name: Default
                  password: s3cret
            """;

    private final DataCloneConfiguration configuration = new DataCloneConfiguration();
    private final List<OpenStackCredentials> stored = new ArrayList<>();
    private final CloudImport clouds = new CloudImport(configuration, new CloudImport.Store() {
        @Override
        public boolean has(String id) {
            return stored.stream().anyMatch(known -> known.getId().equals(id));
        }

        @Override
        public void add(OpenStackCredentials credentials) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            stored.add(credentials);
        }

        @Override
        public void remove(OpenStackCredentials credentials) {
            stored.remove(credentials);
        }
    });
    private boolean full;

    @Test
    void makesAProfileAndACredentialOfTheSystem() {
        FormValidation answer = clouds.take(LAB, "lab");

        assertThat(answer.renderHtml())
                .contains("Cloud &#039;lab&#039; is configured; its login, user &#039;jenkins&#039; (domain"
                        + " &#039;default&#039;) in project &#039;ci&#039; (domain &#039;Default&#039;), is the credential"
                        + " &#039;openstack-lab&#039; of the system.")
                .doesNotContain("s3cret");
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.OK);
        CloudProfile lab = configuration.getClouds().get(0);
        assertThat(lab.getName()).isEqualTo("lab");
        assertThat(lab.getAuthUrl()).isEqualTo("https://keystone.example.org:5000/v3");
        assertThat(lab.getRegion()).isEqualTo("north");
        assertThat(lab.getInterfaceName()).isEqualTo("internal");
        assertThat(lab.isVerifyTls()).isTrue();
        assertThat(lab.getCredentialsId()).isEqualTo("openstack-lab");
        OpenStackPasswordCredentialsImpl made = (OpenStackPasswordCredentialsImpl) stored.get(0);
        assertThat(made.getScope()).isEqualTo(CredentialsScope.SYSTEM);
        assertThat(made.getUserName()).isEqualTo("jenkins");
        assertThat(made.getUserDomain()).isNull();
        assertThat(made.getUserDomainId()).isEqualTo("default");
        assertThat(made.getProject()).isEqualTo("ci");
        assertThat(made.getProjectDomain()).isEqualTo("Default");
        assertThat(made.getPassword().getPlainText()).isEqualTo("s3cret");
        assertThat(CompletenessCheck.missing(made)).isEmpty();
    }

    @Test
    void anApplicationCredentialByNameKeepsItsUser() {
        FormValidation answer = clouds.take("""
                auth_type: v3applicationcredential
                auth: {auth_url: https://k:5000, application_credential_name: clones, user_id: u1, application_credential_secret: s3cret}
                """, "lab");

        assertThat(answer.kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(answer.renderHtml()).contains("name a password credential").doesNotContain("s3cret");
        OpenStackApplicationCredentialsImpl made = (OpenStackApplicationCredentialsImpl) stored.get(0);
        assertThat(made.getApplicationCredentialName()).isEqualTo("clones");
        assertThat(made.getUserId()).isEqualTo("u1");
        assertThat(CompletenessCheck.missing(made)).isEmpty();
    }

    @Test
    void aPathOfCertificatesIsNotReadAndSoItIsSaid() {
        FormValidation answer = clouds.take(
                LAB.replace("region_name: north", "cacert: /etc/passwd, verify: false")
                        .replace("/etc/passwd, verify: false", "/etc/passwd\n    verify: false"),
                "");

        assertThat(answer.kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(answer.renderHtml())
                .contains("is a path (/etc/passwd) on the machine that the text comes from and was not read")
                .contains("verify: false");
        assertThat(configuration.getClouds().get(0).getCaCertificate()).isNull();
        assertThat(configuration.getClouds().get(0).isVerifyTls()).isFalse();
    }

    @Test
    void nothingThatExistsIsChanged() {
        clouds.take(LAB, "");
        FormValidation again = clouds.take(LAB, "");

        assertThat(again.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(again.renderHtml()).contains("is configured already; nothing was changed");
        assertThat(stored).hasSize(1);

        clouds.take(LAB.replace("lab:", "lab2:"), "");
        stored.remove(1);
        stored.add(new OpenStackPasswordCredentialsImpl(
                CredentialsScope.GLOBAL, "openstack-lab3", "", hudson.util.Secret.fromString("x")));
        clouds.take(LAB.replace("lab:", "lab3:"), "");
        assertThat(configuration.getClouds().get(2).getCredentialsId()).isEqualTo("openstack-lab3-2");
    }

    @Test
    void whatCannotBeTakenLeavesNothingBehind() {
        assertThat(clouds.take("", "").renderHtml()).contains("Paste the text");
        assertThat(clouds.take(LAB.replace("lab:", "\"l a b\":"), "").renderHtml())
                .contains("is no name")
                .doesNotContain("s3cret");
        assertThat(clouds.take(LAB.replace("https:", "ftp:"), "").renderHtml()).contains("authUrl");
        assertThat(clouds.take(LAB.replace("password: s3cret", "token: s3cret"), "")
                        .renderHtml())
                .contains("logs in with a token")
                .doesNotContain("s3cret");
        full = true;
        assertThat(clouds.take(LAB, "").renderHtml())
                .contains("No space left on device")
                .doesNotContain("s3cret");

        assertThat(configuration.getClouds()).isEmpty();
        assertThat(stored).isEmpty();
    }

    @Test
    void aProfileThatDoesNotFitTakesItsCredentialBack() {
        configuration.setClouds(List.of(Samples.cloud("LAB")));

        assertThat(clouds.take(LAB, "").kind).isEqualTo(FormValidation.Kind.ERROR);

        assertThat(stored).isEmpty();
        assertThat(configuration.getClouds()).hasSize(1);
    }

    @Test
    void thePageAsksForThePermissionAndHasNothingThatTheBrowserMustNotRun() throws IOException {
        try (InputStream page = getClass().getResourceAsStream("DataCloneConfiguration/importCloud.jelly")) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("<?jelly escape-by-default='true'?>")
                    .contains("permission=\"${app.ADMINISTER}\"")
                    .doesNotContainPattern("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:|<j:out");
        }
    }
}
