package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Time;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.openstack4j.core.transport.Config;

/** The way to one cloud, whoever goes: connections, TLS, proxy, time-outs and the gate. Thread-safe. */
final class Transport {
    private final CloudSettings settings;
    private final CallGate gate;
    private volatile Config config;

    Transport(CloudSettings settings, Time time) {
        this.settings = settings;
        this.gate = new CallGate(settings.name(), settings.limits(), time);
    }

    CallGate gate() {
        return gate;
    }

    /**
     * What openstack4j takes along with each request, made at the first call.
     *
     * @throws CloudException CONFIGURATION if the cloud's certificates cannot be read
     */
    Config config() throws CloudException {
        Config made = config;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            if (config == null) {
                config = build();
            }
            return config;
        }
    }

    private Config build() throws CloudException {
        Config built = Config.newConfig()
                .withConnectionTimeout((int) settings.connectTimeout().toMillis())
                .withReadTimeout((int) settings.readTimeout().toMillis())
                .withEndpointURLResolver(new StrictEndpoints());
        try {
            // a context of its own even where Java's would do: two clouds never share a client
            built.withSSLContext(
                    !settings.verifyTls()
                            ? Tls.trustingAll()
                            : settings.caPem().isPresent()
                                    ? Tls.trusting(settings.caPem().get())
                                    : Tls.trustingAsJava());
        } catch (GeneralSecurityException | IOException e) {
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    "The CA certificate of cloud '" + settings.name()
                            + "' cannot be read: it must be one or more certificates in PEM form.",
                    e);
        }
        JdkHttpExecutorService.route(built, new ProxyRoutes(settings.proxy().orElse(null), settings.directHosts()));
        return built;
    }
}
