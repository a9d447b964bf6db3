package io.jenkins.plugins.dataclone.embedded.docker;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The look-alike: start it, give {@link #address()} to a client, close it. Time is the caller's: nothing happens by itself,
 * states follow from the clock when somebody looks.
 */
public final class DockerLookAlike implements AutoCloseable {
    /** What kind of engine to be. */
    public static final class Builder {
        private boolean swarm;
        private InstantSource clock = InstantSource.system();
        private Duration startDelay = Duration.ofSeconds(1);
        private SSLContext tls;

        private Builder() {}

        /** To be the manager of a swarm of one node. */
        public Builder swarm() {
            swarm = true;
            return this;
        }

        public Builder clock(InstantSource newClock) {
            clock = newClock;
            return this;
        }

        /** How long containers take to start, to become healthy, and to stop; each of them. */
        public Builder startDelay(Duration delay) {
            startDelay = delay;
            return this;
        }

        /** To speak TLS with this context, and to let in only clients whose certificate it trusts. */
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        public DockerLookAlike start() {
            try {
                return new DockerLookAlike(this);
            } catch (IOException e) {
                throw new UncheckedIOException("the look-alike cannot listen", e);
            }
        }
    }

    static {
        // or each answer waits 40 ms for the acknowledgement of its own headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final EngineState state;
    private final Faults faults = new Faults();

    private DockerLookAlike(Builder builder) throws IOException {
        state = new EngineState(builder.swarm, builder.clock, builder.startDelay);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (builder.tls == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(builder.tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                    ssl.setNeedClientAuth(true);
                    parameters.setSSLParameters(ssl);
                }
            });
            server = https;
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "docker-look-alike");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new Router(state, faults));
        server.start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** {@code tcp://127.0.0.1:port} */
    public String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What goes wrong from now on. */
    public Faults faults() {
        return faults;
    }

    /** Makes an image known; those under {@code dataclone-test/} always are. */
    public void addImage(String name) {
        state.addImage(name);
    }

    /** The health checks of this service never pass from now on. */
    public void neverHealthy(String service) {
        state.neverHealthy(service);
    }

    /** Everything that exists, as {@code kind name}, sorted. */
    public List<String> objects() {
        return state.objects();
    }

    /** The requests so far, as {@code METHOD /path}. */
    public List<String> requests() {
        return faults.requests();
    }

    /** Content of a file that was copied into a container, or of a config or secret of that name; null if there is none. */
    public byte[] file(String container, String path) {
        return state.file(container, path);
    }

    @Override
    public void close() {
        faults.release();
        server.stop(0);
        threads.shutdownNow();
    }
}
