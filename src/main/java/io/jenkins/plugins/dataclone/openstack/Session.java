package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.OSFactory;

/**
 * One cloud with one credential: the only way to a service. A call binds openstack4j's client to the current thread,
 * makes one request and unbinds it again; a token that a service no longer accepts is renewed once. Thread-safe.
 */
final class Session {
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    /** One request. It runs with the client bound to its thread, so openstack4j's services and ours may be used. */
    @FunctionalInterface
    interface Call<T> {
        T on(OSClientV3 client);
    }

    private final CloudSettings settings;
    private final Credential credential;
    private final CallGate gate;
    private final Clock clock;
    private final OpenStackErrors errors;
    private volatile Connection connection;

    /** What needs the settings' CA to be readable, and is therefore made at the first call. */
    private record Connection(Config config, TokenCache tokens) {}

    /** @param gate the cloud's: sessions with different credentials share it */
    Session(CloudSettings settings, Credential credential, CallGate gate, Clock clock) {
        this.settings = settings;
        this.credential = credential;
        this.gate = gate;
        this.clock = clock;
        this.errors = new OpenStackErrors(settings.name());
    }

    String cloud() {
        return settings.name();
    }

    Credential credential() {
        return credential;
    }

    OpenStackErrors errors() {
        return errors;
    }

    /** The token in use, logging in if there is none. */
    Token token() throws CloudException {
        return connection().tokens().valid();
    }

    /** A call that changes nothing: a connection that breaks is tried a second time, at once. */
    <T> T read(ServiceName service, String action, Call<T> call) throws CloudException {
        try {
            return attempt(service, call);
        } catch (TransportFailure failure) {
            if (failure.reason() != TransportFailure.Reason.BROKEN) {
                throw errors.of(service, action, failure);
            }
            return write(service, action, call);
        } catch (RuntimeException failure) {
            throw errors.of(service, action, failure);
        }
    }

    /** A call that may change something: sent once. */
    <T> T write(ServiceName service, String action, Call<T> call) throws CloudException {
        try {
            return attempt(service, call);
        } catch (RuntimeException failure) {
            throw errors.of(service, action, failure);
        }
    }

    /** As {@link #write}, for callers that know more about some error answers than the general rules do. */
    <T> T attempt(ServiceName service, Call<T> call) throws CloudException {
        Connection with = connection();
        Token token = with.tokens().valid();
        try {
            return gate.pass(service, () -> bound(with.config(), token, call));
        } catch (HttpFailure failure) {
            if (failure.status() != 401) {
                throw failure;
            }
            with.tokens().rejected(token);
            Token renewed = with.tokens().valid();
            return gate.pass(service, () -> bound(with.config(), renewed, call));
        }
    }

    private <T> T bound(Config config, Token token, Call<T> call) {
        Facing facing = Facing.valueOf(settings.endpointInterface().name());
        try {
            OSClientV3 client = OSFactory.clientFromToken(token, facing, config);
            settings.region().ifPresent(client::useRegion);
            return call.on(client);
        } finally {
            BoundSession.unbind();
        }
    }

    private Connection connection() throws CloudException {
        Connection made = connection;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            if (connection == null) {
                Config config = config();
                connection = new Connection(
                        config, new TokenCache(new Login(settings, credential, config, gate)::token, clock));
            }
            return connection;
        }
    }

    private Config config() throws CloudException {
        Config config = Config.newConfig()
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withReadTimeout((int) settings.readTimeout().toMillis())
                .withEndpointURLResolver(new StrictEndpoints());
        if (!settings.verifyTls()) {
            return config.withSSLVerificationDisabled();
        }
        if (settings.caPem().isPresent()) {
            try {
                return config.withSSLContext(Tls.trusting(settings.caPem().get()));
            } catch (GeneralSecurityException | IOException e) {
                throw CloudException.of(
                        Kind.CONFIGURATION,
                        "The CA certificate of cloud '" + cloud()
                                + "' cannot be read: it must be one or more certificates" + " in PEM form.",
                        e);
            }
        }
        return config;
    }
}
