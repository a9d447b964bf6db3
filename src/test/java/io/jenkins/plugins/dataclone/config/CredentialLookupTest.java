package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.ErrorTable;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentialsImpl;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialLookupTest {
    private static final Set<String> SENTENCES = ConcurrentHashMap.newKeySet();

    private final Map<String, StandardCredentials> stored = new HashMap<>();
    private final CredentialLookup lookup = new CredentialLookup((id, type, authUrl) ->
            authUrl.equals("https://keystone.example.org:5000/v3") && type.isInstance(stored.get(id))
                    ? stored.get(id)
                    : null);
    private final CloudProfile lab = Samples.cloud("lab");

    @BeforeEach
    void twoCredentials() {
        stored.put("password", password("password"));
        OpenStackApplicationCredentialsImpl application = new OpenStackApplicationCredentialsImpl(
                CredentialsScope.SYSTEM, "application", "", Secret.fromString("hidden"));
        application.setApplicationCredentialId("0c1d");
        stored.put("application", application);
    }

    @Test
    void findsWhatTheProfileNames() throws CloudException {
        lab.setCredentialsId("application");
        lab.setBayCredentialsId("password");

        assertThat(lookup.forShares(lab).getId()).isEqualTo("application");
        assertThat(lookup.forBays(lab).getId()).isEqualTo("password");
    }

    @Test
    void takesTheFirstForBaysWhenThereIsNoSecond() throws CloudException {
        lab.setCredentialsId("password");

        assertThat(lookup.forBays(lab).getId()).isEqualTo("password");
    }

    @Test
    void refusesAnApplicationCredentialForBaysBeforeAnythingIsMade() {
        lab.setCredentialsId("application");

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> lookup.forBays(lab))
                .satisfies(e -> SENTENCES.add(e.getMessage()))
                .withMessageContaining("'application' is an application credential")
                .withMessageContaining("trust");
    }

    @Test
    void saysThatNoneIsNamed() {
        refused("cannot log in to cloud 'lab': its configuration names no credential");
    }

    @Test
    void saysThatItDoesNotExist() {
        lab.setCredentialsId("gone");

        refused(
                "cannot log in to cloud 'lab': the credential 'gone' does not exist in the stores of the controller, or its"
                        + " domain does not fit https://keystone.example.org:5000/v3");
    }

    @Test
    void saysThatItIsOfAnotherKind() {
        stored.put("text", new OtherKind("text"));
        lab.setCredentialsId("text");

        refused(
                "cannot log in to cloud 'lab': the credential 'text' is of another kind; it has to be an OpenStack password"
                        + " or an OpenStack application credential");
    }

    @Test
    void saysWhatIsMissing() {
        OpenStackPasswordCredentialsImpl incomplete = password("incomplete");
        incomplete.setUserDomain(" ");
        stored.put("incomplete", incomplete);
        lab.setCredentialsId("incomplete");

        refused("cannot log in to cloud 'lab': the credential 'incomplete' names no user: it needs a user id, or a user"
                + " name with the user's domain");
    }

    /** Each sentence of this class is on the page with its cause and its cure. */
    @AfterAll
    static void everySentenceIsOnThePage() {
        ErrorTable table = ErrorTable.under("From the configuration");
        SENTENCES.forEach(table::explains);
    }

    private void refused(String message) {
        SENTENCES.add(message);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> lookup.forShares(lab))
                .withMessage(message)
                .matches(e -> e.kind() == CloudException.Kind.CONFIGURATION);
    }

    private static OpenStackPasswordCredentialsImpl password(String id) {
        OpenStackPasswordCredentialsImpl password =
                new OpenStackPasswordCredentialsImpl(CredentialsScope.SYSTEM, id, "", Secret.fromString("hidden"));
        password.setUserName("jenkins");
        password.setUserDomain("Default");
        password.setProject("ci");
        password.setProjectDomain("Default");
        return password;
    }

    private static final class OtherKind extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        OtherKind(String id) {
            super(CredentialsScope.GLOBAL, id, "");
        }
    }
}
