package io.jenkins.plugins.dataclone.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import org.junit.jupiter.api.Test;

class OpenStackCredentialsTest {
    private static final String PLAIN = "correct horse";

    private final OpenStackPasswordCredentialsImpl password = new OpenStackPasswordCredentialsImpl(
            CredentialsScope.SYSTEM, "lab-bays", "for bays", Secret.fromString(PLAIN));
    private final OpenStackApplicationCredentialsImpl application = new OpenStackApplicationCredentialsImpl(
            CredentialsScope.SYSTEM, "lab-shares", null, Secret.fromString(PLAIN));

    @Test
    void hideTheirSecret() {
        assertThat(password).hasToString("OpenStack password lab-bays");
        assertThat(application).hasToString("OpenStack application credential lab-shares");
        assertThat(password.getPassword().getPlainText()).isEqualTo(PLAIN);
        assertThat(application.getSecret().getPlainText()).isEqualTo(PLAIN);
    }

    @Test
    void areShownByWhoTheyAreAndWhatTheyAreFor() {
        password.setUserName("jenkins");
        password.setProject("ci");
        application.setApplicationCredentialName("ci-clones");

        assertThat(new OpenStackPasswordCredentials.NameProvider().getName(password))
                .isEqualTo("jenkins in project ci (for bays)");
        assertThat(new OpenStackApplicationCredentials.NameProvider().getName(application))
                .isEqualTo("application credential ci-clones");
    }

    @Test
    void areShownByIdWhenTheyHaveNoName() {
        password.setUserId("u1");
        password.setProjectId("p1");
        application.setApplicationCredentialId("a1");

        assertThat(new OpenStackPasswordCredentials.NameProvider().getName(password))
                .isEqualTo("u1 in project p1 (for bays)");
        assertThat(new OpenStackApplicationCredentials.NameProvider().getName(application))
                .isEqualTo("application credential a1");
    }

    @Test
    void aPasswordNeedsUserAndProjectByIdOrByNameAndDomain() {
        assertThat(CompletenessCheck.missing(password))
                .hasValueSatisfying(it -> assertThat(it).contains("no user"));
        password.setUserName("jenkins");
        assertThat(CompletenessCheck.missing(password))
                .hasValueSatisfying(it -> assertThat(it).contains("no user"));
        password.setUserDomain("Default");
        assertThat(CompletenessCheck.missing(password))
                .hasValueSatisfying(it -> assertThat(it).contains("no project"));
        password.setProjectId("p1");
        assertThat(CompletenessCheck.missing(password)).isEmpty();
        password.setProjectId("");
        password.setProject("ci");
        assertThat(CompletenessCheck.missing(password)).isPresent();
        password.setProjectDomainId("default");
        assertThat(CompletenessCheck.missing(password)).isEmpty();
    }

    @Test
    void anApplicationCredentialNeedsItsIdOrNameUserAndDomain() {
        application.setApplicationCredentialName("ci-clones");
        application.setUserName("jenkins");
        assertThat(CompletenessCheck.missing(application)).isPresent();
        application.setUserDomain("Default");
        assertThat(CompletenessCheck.missing(application)).isEmpty();
        application.setUserDomain("");
        assertThat(CompletenessCheck.missing(application)).isPresent();
        application.setUserId("u1");
        assertThat(CompletenessCheck.missing(application)).isEmpty();
        application.setApplicationCredentialName("");
        assertThat(CompletenessCheck.missing(application)).isPresent();
        application.setApplicationCredentialId("a1");
        assertThat(CompletenessCheck.missing(application)).isEmpty();
    }
}
