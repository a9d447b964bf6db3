package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.openstack.CloudSettings.Interface;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading from files is tested in {@link CloudsYamlFileTest}. */
class CloudsYamlTest {
    private static final String AUTH =
            "{auth_url: 'https://k:5000/v3', user_id: u1, project_id: 0123, password: 007, }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clouds: {lab: {auth: %s}}",
                "lab: {auth: %s, region_name: R}",
                "client: {force_ipv4: true}\nlab:\n  auth: %s",
                "auth: %s",
            })
    void takesAWholeFileOrAnEntryWithOrWithoutItsName(String shape) throws Exception {
        CloudsYaml.Entry entry = read(shape.formatted(AUTH), "lab").entry("lab");
        assertThat(entry.name()).isEqualTo("lab");
        assertThat(entry.authUrl()).isEqualTo("https://k:5000/v3");
        assertThat(entry.remarks()).isEmpty();
    }

    @Test
    void theOnlyEntryNeedsNoName() throws Exception {
        assertThat(read("clouds: {lab: {auth: %s}}".formatted(AUTH), "")
                        .entry("")
                        .name())
                .isEqualTo("lab");
    }

    @Test
    void valuesStayAsTheyAreWritten() throws Exception {
        CloudsYaml.Entry entry = read("lab: {auth: %s}".formatted(AUTH), "").entry("lab");
        assertThat(entry.revealSecret()).isEqualTo("007");
        assertThat(((Credential.Password) entry.credential()).project()).isEqualTo(KeystoneRef.ofId("0123"));
        assertThat(entry.toString()).doesNotContain("007");
    }

    @Test
    void whatIsDangerousOrNotTakenIsRemarked() throws Exception {
        CloudsYaml.Entry entry = read("""
                        lab:
                          verify: False
                          cacert: /etc/ssl/lab.pem
                          cert: /home/me/client.pem
                          endpoint_type: internalURL
                          share_endpoint_override: http://elsewhere
                          regions: [{name: north}]
                          auth: %s
                        """.formatted(AUTH), "").entry("lab");
        assertThat(entry.verifyTls()).isFalse();
        assertThat(entry.caCertificatePath()).contains("/etc/ssl/lab.pem");
        assertThat(entry.endpointInterface()).isEqualTo(Interface.INTERNAL);
        assertThat(entry.region()).contains("north");
        assertThat(entry.remarks())
                .containsExactly(
                        "'verify: false' was taken over: anybody on the way can pretend to be this cloud and read the"
                                + " secret.",
                        "'cert' and 'key' were left out: a certificate of the client cannot be used.",
                        "'share_endpoint_override' was left out: addresses of services come from the catalog.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            auth_type: v2password                    | asks for version 2 of Keystone
            identity_api_version: 2.0                | asks for version 2 of Keystone
            auth_type: v3token                       | logs in with a token
            auth_type: admin_token                   | logs in with a token
            auth_type: v3oidcpassword                | uses auth_type 'v3oidcpassword'
            auth_type: none                          | uses auth_type 'none'
            regions: [north, south]                  | has the regions north, south
            interface: sideways                      | has the interface 'sideways'
            """)
    void whatCannotBeTakenIsSaid(String line, String problem) {
        refused("lab: {auth: " + AUTH + ", " + line + "}", "cloud 'lab' " + problem);
    }

    @Test
    void aTokenWithoutAPasswordIsALoginByToken() {
        refused("lab: {auth: {auth_url: 'https://k', token: s3cret}}", "cloud 'lab' logs in with a token");
    }

    @Test
    void aProfileThatIsElsewhereIsNamed() {
        refused(
                "lab: {profile: somehost, auth: {username: u, password: s3cret}}",
                "cloud 'lab' refers to the profile 'somehost'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            clouds: {lab: {auth: {password: s3cret    | is no YAML, or a key is there twice
            lab: {auth: {password: a, password: b}}   | is no YAML, or a key is there twice
            [lab]                                     | has no section 'clouds'
            ``                                        | has no section 'clouds'
            just text                                 | has no section 'clouds'
            clouds: {}                                | has no cloud 'lab'
            lab: {region_name: R}                     | has neither a section 'clouds' nor an entry
            auth: {password: s3cret}                  | is an entry without its name
            `a: &x {auth: {password: s3cret}}`        | uses anchors (&) or aliases (*)
            `a: {auth: {password: *x}}`               | uses anchors (&) or aliases (*)
            `a: !!javax.script.ScriptEngineManager []`| has neither a section 'clouds' nor an entry
            """)
    void whatIsNoCloudsYamlIsSaidWithoutQuotingIt(String text, String problem) {
        refused(text, problem);
    }

    @Test
    void severalDocumentsLongTextsAndDeepOnesAreRefused() {
        refused("a: {auth: {}}\n---\nb: {auth: {}}", "is no YAML");
        refused("a: " + "x".repeat(64 * 1024), "is longer than 64 KiB");
        refused("a: " + "[".repeat(1000) + "]".repeat(1000), "is no YAML");
    }

    @Test
    void ofSeveralEntriesOneHasToBeChosen() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> read("a: {auth: {}}\nb: {auth: {}}", "").entry(""))
                .withMessage("The text has several entries; there are: a, b.");
    }

    private static void refused(String text, String problem) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> read(text, "").entry("lab"))
                .withMessageContaining(problem)
                .withMessageStartingWith("The text ")
                .matches(e -> e.kind() == CloudException.Kind.CONFIGURATION)
                .matches(e -> e.getCause() == null, "has no cause that quotes it")
                .matches(e -> List.of("s3cret", "007").stream().noneMatch(e.getMessage()::contains));
    }

    private static CloudsYaml read(String text, String name) throws CloudException {
        return CloudsYaml.read("The text", text, name);
    }
}
