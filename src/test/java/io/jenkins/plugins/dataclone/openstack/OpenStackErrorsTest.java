package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error answers recorded on a real cloud, and what users and flows get to see of them. */
class OpenStackErrorsTest {
    private final OpenStackErrors errors = new OpenStackErrors("lab");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            manila-11-access-duplicate               | REFUSED     | 400 | Share access ip:10.231.98.0/24 exists
            manila-20-delete-share-with-snapshot     | CONFLICT    | 403 | it gave no reason
            manila-22-share-unknown                  | NOT_FOUND   | 404 | The resource could not be found
            manila-25-unauthorized                   | DENIED      | 401 | The request you have made requires authentication
            manila-28-bad-proto                      | REFUSED     | 400 | Invalid share protocol provided: FOO
            manila-29-bad-type                       | NOT_FOUND   | 404 | Share type not found
            manila-30-bad-version                    | REFUSED     | 406 | it gave no reason
            manila-31-force-delete-forbidden         | DENIED      | 403 | Access was denied to this resource
            manila-33-quota-gigabytes                | QUOTA       | 413 | Requested share exceeds allowed project/user
            manila-38-access-while-reverting         | CONFLICT    | 400 | New access rules cannot be applied
            manila-dummy-09-from-snapshot-not-ready  | CONFLICT    | 400 | status must be 'available'
            manila-extra-01-revert-to-older-snapshot | CONFLICT    | 409 | not the most recent snapshot
            manila-extra-08-snapshot-delete-twice    | CONFLICT    | 400 | Share Snapshot status must be one of
            magnum-12-swarm-cert-bad-csr             | REFUSED     | 400 | Received invalid csr
            magnum-18-swarm-cluster-gone             | NOT_FOUND   | 404 | could not be found
            magnum-fail-01-template-bad-coe          | REFUSED     | 400 | Value should be one of: kubernetes, swarm-mode
            magnum-fail-09-template-unauthorized     | DENIED      | 401 | requires authentication
            magnum-fail-13-bad-version               | REFUSED     | 406 | The supported version range is
            magnum-fail-19-cluster-quota             | QUOTA       | 403 | maximum clusters per project, 0
            heat-05-stack-duplicate                  | CONFLICT    | 409 | The Stack (app-1) already exists
            heat-06-stack-bad-template               | REFUSED     | 400 | OS::No::Such
            heat-07-stack-unknown                    | NOT_FOUND   | 404 | The Stack (nope) could not be found
            heat-appcred-unrestricted-01-stack-create | UNAVAILABLE | 500 | incapable of performing the requested operation
            keystone-07-token-bad-body               | REFUSED     | 400 | 'identity' is a required property (400
            neutron-05-subnet-unknown                | NOT_FOUND   | 404 | Subnet 00000000-0000-0000-0000-000000000000
            """)
    void recordedAnswers(String sample, Kind kind, int status, String text) throws IOException {
        HttpFailure failure = recorded(sample);
        CloudException error = errors.of(ServiceName.MANILA, "do it", failure);
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.retryAfter()).isEmpty();
        assertThat(error)
                .hasMessageStartingWith("Manila on cloud 'lab' ")
                .hasMessageContaining(" do it: ")
                .hasMessageContaining(text)
                .message()
                .hasLineCount(1)
                .endsWith(").");
        error.requestId().ifPresent(id -> assertThat(error).hasMessageEndingWith("(" + status + ", " + id + ")."));
        assertThat(error.requestId().isPresent()).isEqualTo(failure.requestId() != null);
    }

    @Test
    void quotaSentenceAsAWhole() throws IOException {
        assertThat(errors.of(ServiceName.MANILA, "create share dc-1", recorded("manila-33-quota-gigabytes")))
                .hasMessage(
                        "Manila on cloud 'lab' refused to create share dc-1: ShareSizeExceedsAvailableQuota: Requested"
                                + " share exceeds allowed project/user or share type gigabytes quota (413,"
                                + " req-a3979fc8-18ba-49ff-ba6a-631dde5b2681).");
    }

    @Test
    void busyServicesSayWhenToComeBack() {
        CloudException error = errors.of(
                ServiceName.MAGNUM,
                "list clusters",
                failure(429, Map.of("Retry-After", "12"), "{\"message\": \"slow\"}"));
        assertThat(error.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(12));
        assertThat(error).hasMessage("Magnum on cloud 'lab' is too busy to list clusters: slow (429).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"86400", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void aServiceIsAskedAgainAfterFiveMinutesHoweverLongItWantsToBeLeftAlone(String wish) {
        CloudException error = errors.of(
                ServiceName.MANILA, "create share dc-1", failure(503, Map.of("Retry-After", wish), "maintenance"));
        assertThat(error.retryAfter()).contains(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "409, Quota exceeded for resources: ['network'], QUOTA",
        "409, Share is busy, CONFLICT",
        "403, Policy does not allow it, DENIED",
        "403, Share has snapshots, CONFLICT",
        "503, down, UNAVAILABLE",
        "504, late, UNAVAILABLE",
        "422, odd, REFUSED",
        "501, not there, REFUSED",
        "505, old, REFUSED",
        // RFC 9110, 15: a 5xx that is not known means what 500 means, so a create may have been done
        "507, full, UNAVAILABLE",
        "520, unknown error, UNAVAILABLE",
        "524, a timeout occurred, UNAVAILABLE",
        "599, network timeout, UNAVAILABLE",
    })
    void kinds(int status, String text, Kind kind) {
        assertThat(OpenStackErrors.kind(status, "{\"error\": {\"message\": \"" + text + "\"}}"))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                              | it gave no reason
            '{}'                                                            | it gave no reason
            '[]'                                                            | it gave no reason
            'null'                                                          | it gave no reason
            '{"errors": []}'                                                | it gave no reason
            '{"itemNotFound": {"message": "Zone %(id)s not found."}}'       | Zone not found
            '{"error": "plain"}'                                            | plain
            '{"errors": [{"title": "T", "detail": ""}]}'                    | T
            '{"faultstring": "old style."}'                                 | old style
            '<html><head><title>x</title></head><h1>502 Bad</h1></html>'    | 502 Bad
            'upstream connect error'                                        | upstream connect error
            """)
    void whatIsNoOrdinaryErrorIsReadAsFarAsItGoes(String body, String text) {
        assertThat(ErrorText.of(body)).isEqualTo(text);
    }

    @Test
    void longTextsAreCut() {
        assertThat(ErrorText.of("x".repeat(5000))).hasSizeLessThan(310).endsWith("...");
    }

    private static HttpFailure recorded(String name) throws IOException {
        try (InputStream in = OpenStackErrorsTest.class.getResourceAsStream(name + ".http")) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n", 2);
            List<String> lines = parts[0].lines().toList();
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                headers.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            }
            return failure(Integer.parseInt(lines.get(0).split(" ")[1]), headers, parts[1]);
        }
    }

    private static HttpFailure failure(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> many = new LinkedHashMap<>();
        headers.forEach((name, value) -> many.put(name, List.of(value)));
        return new HttpFailure(
                status, HttpHeaders.of(many, (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }
}
