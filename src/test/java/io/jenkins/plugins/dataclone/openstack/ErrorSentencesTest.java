package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.dataclone.ErrorTable;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Script;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Time;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error that an administrator may meet on the way to a cloud is in docs/operations.md with its cause and its cure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorSentencesTest {
    private static final String OLD_VERSIONS = """
            {"versions": {"values": [{"id": "v2.0", "links": [{"rel": "self", "href": "http://lab/v2.0/"}]}]}}""";
    private static final String MOVED_VERSIONS = """
            {"versions": {"values": [{"id": "v3.14", "links": [{"rel": "self", "href": "http://lab/identity/v3/"}]}]}}""";

    private static final String NO_KEYSTONE =
            "no Keystone is there; its address usually looks like https://keystone.example.org:5000/v3.";
    private static final String MANILA_VERSIONS = """
            {"versions": [{"id": "v1.0", "version": ""}, {"id": "v2.0", "version": "2.73", "min_version": "2.0",
              "links": [{"rel": "self", "href": "http://lab/share/v2/"}]}]}""";
    private static final String CINDER_VERSIONS = """
            {"versions": [{"id": "v3.0", "version": "3.70", "min_version": "3.0",
              "links": [{"rel": "self", "href": "http://lab/volume/v3/"}]}]}""";

    private ErrorTable table;
    private EmbeddedCloud embedded;
    private int failed;

    @BeforeAll
    void readThePage() {
        table = ErrorTable.under("From OpenStack and on the way to it");
    }

    @BeforeEach
    void start() {
        embedded = EmbeddedCloud.start();
        failed++;
    }

    @AfterEach
    void stop() {
        embedded.close();
    }

    @AfterAll
    void nothingElseIsOnThePage() {
        table.hasNothingElse(getClass(), failed);
    }

    @Test
    void logins() throws Exception {
        explained(() -> lists(login("jenkins", "ci", "wrong")));
        explained(() -> whoami(login("jenkins", "ci", "wrong")));
        explained(() -> whoami(login("stranger", "ci", "stranger")));
        explained(() -> lists(builder(Credential.ApplicationCredential.ofId("0c1d", "wrong"))));
        explained(() -> {
            OpenStackCloud cloud = connect(builder(password()));
            lists(cloud);
            embedded.faults()
                    .next("GET", "/shares/detail")
                    .status(401, "The request you have made requires authentication.")
                    .times(2);
            lists(cloud);
        });
    }

    @Test
    void addresses() throws Exception {
        atKeystone(request -> request.method().equals("GET") ? Reply.of(300, OLD_VERSIONS) : Reply.of(404, ""));
        atKeystone(request -> request.method().equals("GET") ? Reply.of(300, MOVED_VERSIONS) : Reply.of(404, ""));
        atKeystone(request -> Reply.of(404, "<html>Horizon</html>"));
        atKeystone(
                request -> new Reply(302, "", Map.of("Location", "https://lab.example.org:5000/v3/auth/tokens?x=1")));
        atKeystone(request -> Reply.json("{\"hello\": \"world\"}"));
        explained(() -> whoami(builder(password()).region("east")));
        explained(() -> lists(builder(password()).region("east")));
    }

    /** Every service lists versions, and some of their names are those of Keystone's. */
    @ParameterizedTest
    @ValueSource(strings = {MANILA_VERSIONS, CINDER_VERSIONS})
    void anotherServiceIsNotTakenForKeystone(String versions) throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(
                request -> request.method().equals("GET") ? Reply.of(300, versions) : Reply.of(404, ""))) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> lists(at(server.url())))
                    .withMessageEndingWith(NO_KEYSTONE);
        }
    }

    @Test
    void hosts() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        explained(() -> lists(at("https://keystone.invalid:5000")));
        explained(() -> lists(at("https://127.0.0.1:" + free)));
        OpenStackErrors errors = new OpenStackErrors("lab");
        table.explains(errors.of(
                        ServiceName.KEYSTONE,
                        "log in " + password().describe(),
                        TransportFailure.of(new HttpConnectTimeoutException("late"), "127.0.0.1:5000", null, 10, 30))
                .getMessage());
        embedded.faults()
                .next("POST", "/auth/tokens")
                .answersLate(Duration.ofSeconds(20))
                .times(2);
        explained(() -> lists(builder(password()).readTimeout(Duration.ofSeconds(1))));
        try (ScriptedServer server = ScriptedServer.plain(request -> Reply.of(0, ""))) {
            explained(() -> lists(at(server.url())));
        }
        embedded.faults().clear();
        explained(() -> {
            OpenStackCloud cloud = connect(builder(password()));
            String share = embedded.addProductionShare("orders-db", 1);
            lists(cloud);
            embedded.faults().next("POST", "/snapshots").dropsConnectionBeforeWork();
            cloud.shares().createSnapshot(share, "dataclone-1", TestClouds.tag());
        });
    }

    @Test
    void certificates() throws Exception {
        TestAuthority authority = new TestAuthority("lab");
        Script none = request -> Reply.of(404, "");
        try (ScriptedServer server = ScriptedServer.tls(authority.server("127.0.0.1", 3600), none)) {
            explained(() -> lists(at(server.url())));
            explained(() -> lists(at(server.url()).caPem("no certificate")));
        }
        try (ScriptedServer server = ScriptedServer.tls(authority.server("127.0.0.99", 3600), none)) {
            explained(() -> lists(at(server.url()).caPem(authority.pem())));
        }
        try (ScriptedServer server = ScriptedServer.tls(authority.server("127.0.0.1", -60), none)) {
            explained(() -> lists(at(server.url()).caPem(authority.pem())));
        }
        try (CannedServer plain = CannedServer.answering(400);
                CannedServer tls = CannedServer.tlsAlert()) {
            explained(() -> lists(at("https://127.0.0.1:" + plain.port())));
            explained(() -> lists(at("http://127.0.0.1:" + tls.port())));
        }
    }

    @Test
    void proxies() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        explained(() -> lists(at("https://keystone.lab:5000").proxy(new HttpProxy("127.0.0.1", free))));
        try (CannedServer login = CannedServer.answering(407);
                CannedServer blocked = CannedServer.answering(403)) {
            explained(() -> lists(at("https://keystone.lab:5000").proxy(new HttpProxy("127.0.0.1", login.port()))));
            explained(() -> lists(at("https://keystone.lab:5000").proxy(new HttpProxy("127.0.0.1", blocked.port()))));
        }
    }

    @Test
    void loadAndOutages() throws Exception {
        CallGate gate = new CallGate("lab", new CallLimits(1, 1), Time.system());
        explained(() -> {
            for (int i = 0; i < 3; i++) {
                gate.pass(ServiceName.MANILA, () -> "well");
            }
        });
        CallGate narrow = new CallGate("lab", new CallLimits(1, 100), Time.system());
        narrow.pass(ServiceName.MANILA, () -> {
            explained(() -> narrow.pass(ServiceName.MANILA, () -> "well"));
            return "well";
        });
        OpenStackCloud cloud = connect(builder(password()));
        lists(cloud);
        embedded.faults().next("GET", "/shares/detail").tooManyRequests(12);
        explained(() -> lists(cloud));
        explained(() -> lists(cloud));
        CallGate silent = new CallGate("lab", TestClouds.UNLIMITED, Time.system());
        for (ServiceName service : new ServiceName[] {ServiceName.MANILA, ServiceName.KEYSTONE}) {
            for (int i = 0; i < CallGate.SILENT_AFTER - 1; i++) {
                catchThrowableOfType(RuntimeException.class, () -> unanswered(silent, service));
            }
            explained(() -> unanswered(silent, service));
        }
        embedded.faults().next("GET", "/shares/*").malformedBody();
        String share = embedded.addProductionShare("orders-db", 1);
        OpenStackCloud other = connect(builder(password()));
        explained(() -> other.shares().showShare(share));
    }

    @Test
    void services() throws Exception {
        try (EmbeddedCloud bare = EmbeddedCloud.builder()
                .without("sharev2", "container-infra")
                .manilaMicroversion("2.6")
                .start()) {
            explained(() -> lists(TestClouds.builder(bare)));
        }
        try (EmbeddedCloud old =
                EmbeddedCloud.builder().manilaMicroversion("2.6").start()) {
            explained(() -> lists(TestClouds.builder(old)));
        }
        OpenStackCloud cloud = connect(builder(password()));
        explained(() -> cloud.shares().showShare("../shares"));
        explained(() -> cloud.shares().showShare(UUID.randomUUID().toString()));
        String share = embedded.addProductionShare("orders-db", 1);
        embedded.faults().next("POST", "/snapshots").status(403, "Access was denied to this resource.");
        explained(() -> cloud.shares().createSnapshot(share, "dataclone-1", TestClouds.tag()));
        embedded.quotas("ci").shareSnapshots(0);
        explained(() -> cloud.shares().createSnapshot(share, "dataclone-1", TestClouds.tag()));
        explained(() -> cloud.clusters().template("swarm-small"));
        explained(() -> cloud.networks().subnetCidrs("nowhere"));
        OpenStackCloud withoutPassword = connect(builder(Credential.ApplicationCredential.ofId(
                embedded.applicationCredentialId(), embedded.applicationCredentialSecret())));
        explained(() -> withoutPassword
                .clusters()
                .create(new Clusters.NewCluster(
                        "dataclone-1", UUID.randomUUID().toString(), 1, 1, ClusterOptions.ofTemplate(10))));
    }

    private void atKeystone(Script script) throws Exception {
        try (ScriptedServer server = ScriptedServer.plain(script)) {
            explained(() -> lists(at(server.url())));
        }
    }

    private static void unanswered(CallGate gate, ServiceName service) throws CloudException {
        gate.pass(service, () -> {
            throw TransportFailure.of(new ConnectException(), "127.0.0.1:5000", null, 10, 30);
        });
    }

    private void explained(ThrowingCallable call) {
        table.explains(catchThrowableOfType(CloudException.class, call).getMessage());
    }

    private static void lists(CloudSettings.Builder settings) throws CloudException {
        lists(connect(settings));
    }

    private static void lists(OpenStackCloud cloud) throws CloudException {
        cloud.shares().listShares("");
    }

    private static void whoami(CloudSettings.Builder settings) throws CloudException {
        connect(settings).whoami();
    }

    private static OpenStackCloud connect(CloudSettings.Builder settings) throws CloudException {
        return new OpenStackCloud(settings.limits(TestClouds.UNLIMITED).build());
    }

    private static Credential password() {
        return Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins");
    }

    private CloudSettings.Builder login(String user, String project, String password) {
        return builder(Credential.Password.named(user, "Default", project, "Default", password));
    }

    private CloudSettings.Builder builder(Credential credential) {
        return CloudSettings.builder("lab", embedded.keystoneUrl(), credential);
    }

    private static CloudSettings.Builder at(String url) {
        return CloudSettings.builder("lab", url, password());
    }
}
