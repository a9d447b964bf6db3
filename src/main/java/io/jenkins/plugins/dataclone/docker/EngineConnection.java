package io.jenkins.plugins.dataclone.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.SwarmInfo;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Engine;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;

/**
 * One conversation with an engine: opened for one call of the port and closed after it, so that no connection and no key
 * outlives the bay it belongs to. A TLS handshake costs some 20 ms, and a stack is looked at every few seconds.
 */
final class EngineConnection implements AutoCloseable {
    /** What a caller does with the client; docker-java throws only RuntimeExceptions. */
    @FunctionalInterface
    interface Call<T> {
        T run();
    }

    private static final Logger LOGGER = Logger.getLogger(EngineConnection.class.getName());
    /** Long enough for a retransmitted SYN, short enough for a worker thread. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** The longest silence of an engine that works: the start of a container that mounts a slow NFS share. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private final Engine engine;
    private final URI address;
    private final DockerHttpClient http;
    private final DockerClient client;
    private SwarmInfo swarm;

    private EngineConnection(Engine engine, URI address, DockerHttpClient http) {
        this.engine = engine;
        this.address = address;
        this.http = http;
        this.client = DockerClientImpl.getInstance(new Config(address), http);
    }

    /** @throws CloudException of kind CONFIGURATION if the address or the certificate is unusable; nothing is sent yet */
    static EngineConnection open(Engine engine) throws CloudException {
        return open(engine, CONNECT_TIMEOUT, RESPONSE_TIMEOUT);
    }

    static EngineConnection open(Engine engine, Duration connectTimeout, Duration responseTimeout)
            throws CloudException {
        URI address;
        try {
            address = URI.create(engine.address());
        } catch (IllegalArgumentException e) {
            throw badAddress(engine);
        }
        boolean tcp = "tcp".equals(address.getScheme()) && address.getHost() != null && address.getPort() > 0;
        if (!tcp && !"unix".equals(address.getScheme())) {
            throw badAddress(engine);
        }
        ApacheDockerHttpClient.Builder builder = new ApacheDockerHttpClient.Builder()
                .dockerHost(address)
                .connectionTimeout(connectTimeout)
                .responseTimeout(responseTimeout);
        if (tcp && engine.certificate().isPresent()) {
            SSLContext context;
            try {
                context = TlsContext.of(engine.certificate().get());
            } catch (GeneralSecurityException e) {
                throw CloudException.of(
                        Kind.CONFIGURATION,
                        "Bay " + engine.name() + " cannot be reached over TLS: " + e.getMessage(),
                        e);
            }
            builder.sslConfig(() -> context);
        }
        return new EngineConnection(engine, address, new BoundedAnswers(builder.build()));
    }

    private static CloudException badAddress(Engine engine) {
        return CloudException.of(
                Kind.CONFIGURATION,
                "Bay " + engine.name() + " has the engine address '" + engine.address()
                        + "', which is neither tcp://host:port nor unix:///path");
    }

    DockerClient client() {
        return client;
    }

    /** The transport, for the few requests that the client lacks. */
    DockerHttpClient http() {
        return http;
    }

    /** Makes a call; what fails is told with the bay and its address. */
    <T> T call(String what, Call<T> call) throws CloudException {
        LOGGER.log(Level.FINE, () -> what + " on " + engine.name());
        try {
            return call.run();
        } catch (RuntimeException e) {
            throw error(what, e);
        }
    }

    /** Makes a delete call; an object that does not exist is a success. */
    void delete(String what, Runnable call) throws CloudException {
        try {
            call(what, () -> {
                call.run();
                return null;
            });
        } catch (CloudException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    CloudException error(String what, RuntimeException e) {
        return DockerErrors.of(what + where(), e);
    }

    CloudException refused(String sentence) {
        return CloudException.of(Kind.REFUSED, sentence + where());
    }

    private String where() {
        return " on bay " + engine.name() + " (" + engine.address() + ")";
    }

    /** The host under which this engine's published ports are reached. */
    String host() {
        return address.getHost() == null ? "127.0.0.1" : address.getHost();
    }

    /** Id of this engine's node in its swarm; empty on a plain engine. */
    String nodeId() throws CloudException {
        return swarm().getNodeID() == null ? "" : swarm().getNodeID();
    }

    /**
     * Whether it leads a swarm.
     *
     * @throws CloudException REFUSED for a worker, UNAVAILABLE for a swarm that does not work at the moment
     */
    boolean isSwarmManager() throws CloudException {
        LocalNodeState state = swarm().getLocalNodeState();
        if (state == null || state == LocalNodeState.INACTIVE || state == LocalNodeState.EMPTY) {
            return false;
        }
        if (state != LocalNodeState.ACTIVE) {
            throw CloudException.of(
                    Kind.UNAVAILABLE,
                    "The swarm" + where() + " is " + EngineWords.of(state)
                            + (swarm().getError() == null || swarm().getError().isEmpty()
                                    ? ""
                                    : ": " + DockerErrors.tidy(swarm().getError())));
        }
        if (!Boolean.TRUE.equals(swarm().getControlAvailable())) {
            throw refused("A stack cannot be deployed: the engine is a worker of a swarm, give a manager's address;");
        }
        return true;
    }

    private SwarmInfo swarm() throws CloudException {
        if (swarm == null) {
            SwarmInfo answered = call(
                    "Asking the engine what it is",
                    () -> client.infoCmd().exec().getSwarm());
            swarm = answered == null ? new SwarmInfo() : answered;
        }
        return swarm;
    }

    /** Whether an image is there. */
    boolean hasImage(String image) throws CloudException {
        return call("Looking for image " + image, () -> {
            try {
                client.inspectImageCmd(image).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "closing the connection to " + engine.name());
        }
    }

    /** docker-java's usual configuration reads the controller's environment and home directory; this one reads nothing. */
    private record Config(URI getDockerHost) implements DockerClientConfig {
        @Override
        public ObjectMapper getObjectMapper() {
            return EngineWords.MAPPER;
        }

        @Override
        public RemoteApiVersion getApiVersion() {
            return RemoteApiVersion.UNKNOWN_VERSION;
        }

        @Override
        public String getRegistryUsername() {
            return null;
        }

        @Override
        public String getRegistryPassword() {
            return null;
        }

        @Override
        public String getRegistryEmail() {
            return null;
        }

        @Override
        public String getRegistryUrl() {
            return null;
        }

        @Override
        public AuthConfig effectiveAuthConfig(String imageName) {
            return null;
        }

        @Override
        public AuthConfigurations getAuthConfigurations() {
            return new AuthConfigurations();
        }

        @Override
        public SSLConfig getSSLConfig() {
            return null;
        }
    }
}
