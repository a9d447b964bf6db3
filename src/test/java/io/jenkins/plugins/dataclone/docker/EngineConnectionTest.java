package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.SwarmInfo;
import com.github.dockerjava.api.model.Task;
import com.github.dockerjava.api.model.TaskState;
import io.jenkins.plugins.dataclone.embedded.docker.DockerLookAlike;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineConnectionTest {
    /** The transport tells of each connection that breaks; a field, or the level is lost with the logger. */
    private static final Logger TRANSPORT = Logger.getLogger("org.apache.hc");

    private static final Duration SHORT = Duration.ofMillis(300);

    private static TestAuthority authority;
    private static TestAuthority stranger;

    @BeforeAll
    static void makeAuthorities() throws Exception {
        TRANSPORT.setLevel(Level.WARNING);
        authority = new TestAuthority();
        stranger = new TestAuthority();
    }

    private static boolean ask(String address, ClientCertificate certificate) throws CloudException {
        Engine engine = new Engine("bay-1", address, Optional.ofNullable(certificate));
        try (EngineConnection connection =
                EngineConnection.open(engine, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            return connection.isSwarmManager();
        }
    }

    private static CloudException failure(String address, ClientCertificate certificate) {
        return StackDeployerContract.refusal(() -> ask(address, certificate));
    }

    private static DockerLookAlike tlsEngine(TestAuthority signer, String ip) throws Exception {
        return DockerLookAlike.builder().swarm().tls(signer.server(ip)).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void speaksTlsWithACertificateFromMemory(String algorithm) throws Exception {
        try (DockerLookAlike engine = tlsEngine(authority, "127.0.0.1")) {
            assertThat(ask(engine.address(), authority.client(algorithm))).isTrue();
        }
    }

    /** In Turkish, "running" in capitals is not RUNNING. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "tr"})
    void theWordsForStatesAreUnderstoodInEveryLanguage(String language) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(EngineWords.MAPPER
                            .readValue("{\"LocalNodeState\": \"active\", \"NodeID\": \"a\"}", SwarmInfo.class)
                            .getLocalNodeState())
                    .isEqualTo(LocalNodeState.ACTIVE);
            assertThat(EngineWords.MAPPER
                            .readValue("{\"LocalNodeState\": \"\"}", SwarmInfo.class)
                            .getLocalNodeState())
                    .isEqualTo(LocalNodeState.EMPTY);
            Task task = EngineWords.MAPPER.readValue(
                    "{\"DesiredState\": \"running\", \"Status\": {\"State\": \"of a newer engine\"}}", Task.class);
            assertThat(task.getDesiredState()).isEqualTo(TaskState.RUNNING);
            assertThat(task.getStatus().getState()).isNull();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void isNotLetInWithAStrangersOrAnExpiredCertificate() throws Exception {
        try (DockerLookAlike engine = tlsEngine(authority, "127.0.0.1")) {
            ClientCertificate own = authority.client("EC");
            ClientCertificate others = stranger.client("EC");
            CloudException refused = failure(
                    engine.address(), new ClientCertificate(own.caPem(), others.certificatePem(), others.keyPem()));
            assertThat(refused).hasMessageContaining("does not accept the client certificate");
            // TLS 1.3: a reset may overtake the alert, and a reset alone may also be the network's
            assertThat(refused.kind()).isIn(Kind.DENIED, Kind.UNAVAILABLE);
            assertThat(failure(engine.address(), authority.expiredClient()))
                    .hasMessageContaining("does not accept the client certificate");
            assertThat(engine.requests()).isEmpty();
        }
    }

    @Test
    void isNotLetInWithoutACertificate() throws Exception {
        try (DockerLookAlike engine = tlsEngine(authority, "127.0.0.1")) {
            assertThat(failure(engine.address(), null)).hasMessageContaining("bay-1");
            assertThat(engine.requests()).isEmpty();
        }
    }

    @Test
    void trustsOnlyTheBaysAuthorityAndOnlyForTheRightHost() throws Exception {
        try (DockerLookAlike impostor = tlsEngine(stranger, "127.0.0.1");
                DockerLookAlike elsewhere = tlsEngine(authority, "127.0.0.2")) {
            for (DockerLookAlike engine : new DockerLookAlike[] {impostor, elsewhere}) {
                CloudException refused = failure(engine.address(), authority.client("EC"));
                assertThat(refused.kind()).isEqualTo(Kind.DENIED);
                assertThat(refused).hasMessageContaining("it may be somebody else's");
                assertThat(engine.requests()).isEmpty();
            }
        }
    }

    @Test
    void saysThatAnEngineDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // as Go's server answers a TLS greeting on a port without TLS
            Thread server = new Thread(() -> {
                try (Socket client = plain.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // the test has ended
                }
            });
            server.setDaemon(true);
            server.start();
            assertThat(failure("tcp://127.0.0.1:" + plain.getLocalPort(), authority.client("EC")))
                    .hasMessageContaining("expects TLS on this port");
        }
    }

    @Test
    void saysThatNothingListens() throws Exception {
        String address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "tcp://127.0.0.1:" + free.getLocalPort();
        }
        CloudException refused = failure(address, null);
        assertThat(refused.isRetryable()).isTrue();
        assertThat(refused)
                .hasMessage("Asking the engine what it is on bay bay-1 (" + address
                        + ") failed: nothing listens there (connection refused)");
    }

    @Test
    void doesNotWaitForeverForAnEngineThatHangs() throws Exception {
        try (DockerLookAlike engine = DockerLookAlike.builder().start();
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            engine.faults().hangNext("GET /info");
            for (Engine hanging : new Engine[] {
                new Engine("bay-1", engine.address(), Optional.empty()),
                new Engine("bay-1", "tcp://127.0.0.1:" + silent.getLocalPort(), Optional.of(authority.client("EC")))
            }) {
                CloudException failed = StackDeployerContract.refusal(() -> {
                    try (EngineConnection connection = EngineConnection.open(hanging, SHORT, SHORT)) {
                        connection.isSwarmManager();
                    }
                });
                assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failed).hasMessageContaining("did not answer in time");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:2375", "127.0.0.1:2375", "tcp://host", "not a uri"})
    void refusesAddressesItCannotUse(String address) {
        CloudException refused = failure(address, null);
        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused).hasMessageContaining("neither tcp://host:port nor unix:///path");
    }

    @Test
    void tellsWhatIsWrongWithACertificateWithoutShowingIt() throws Exception {
        ClientCertificate good = authority.client("EC");
        CloudException refused = failure(
                "tcp://127.0.0.1:1", new ClientCertificate(good.caPem(), good.certificatePem(), "the secret key"));
        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused).hasMessage("Bay bay-1 cannot be reached over TLS: the client key is not PKCS#8 PEM");
        assertThat(failure(
                        "tcp://127.0.0.1:1", new ClientCertificate("nonsense", good.certificatePem(), good.keyPem())))
                .hasMessageContaining("the CA certificate is");
    }
}
