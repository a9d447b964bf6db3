package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import java.util.concurrent.atomic.AtomicInteger;
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
    /** One request. It runs with the client bound to its thread, so openstack4j's services and ours may be used. */
    @FunctionalInterface
    interface Call<T> {
        T on(OSClientV3 client);
    }

    private static final int NO_SUCH_VERSION = 406;

    private final CloudSettings settings;
    private final Credential credential;
    private final Transport transport;
    private final Time time;
    private final OpenStackErrors errors;
    private volatile TokenCache tokens;
    private final AtomicInteger refusedVersions = new AtomicInteger();

    /** @param transport the cloud's: sessions with different credentials share it */
    Session(CloudSettings settings, Credential credential, Transport transport, Time time) {
        this.settings = settings;
        this.credential = credential;
        this.transport = transport;
        this.time = time;
        this.errors = new OpenStackErrors(settings.name());
    }

    String cloud() {
        return settings.name();
    }

    String keystoneUrl() {
        return settings.keystoneUrl();
    }

    Credential credential() {
        return credential;
    }

    OpenStackErrors errors() {
        return errors;
    }

    /**
     * How often a service has refused the microversion it was spoken to in, as one does that has been taken back to an older
     * release: whoever has negotiated one asks anew when this has changed.
     */
    int refusedVersions() {
        return refusedVersions.get();
    }

    /** The token in use, logging in if there is none. */
    Token token() throws CloudException {
        return tokens().valid();
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

    /** A call that may change something: sent once, but for a delete whose connection broke. */
    <T> T write(ServiceName service, String action, Call<T> call) throws CloudException {
        try {
            return attempt(service, call);
        } catch (RuntimeException failure) {
            throw errors.of(service, action, failure);
        }
    }

    /** As {@link #write}, for callers that know more about some error answers than the general rules do. */
    <T> T attempt(ServiceName service, Call<T> call) throws CloudException {
        Config config = transport.config();
        TokenCache cache = tokens();
        Token token = cache.valid();
        try {
            return transport.gate().pass(service, () -> bound(config, token, call));
        } catch (HttpFailure failure) {
            if (failure.status() == NO_SUCH_VERSION) {
                refusedVersions.incrementAndGet();
            }
            if (failure.status() != 401) {
                throw failure;
            }
            cache.rejected(token);
            Token renewed = cache.valid();
            return transport.gate().pass(service, () -> bound(config, renewed, call));
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

    private TokenCache tokens() throws CloudException {
        TokenCache made = tokens;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            if (tokens == null) {
                tokens = new TokenCache(new Login(settings, credential, transport)::token, time);
            }
            return tokens;
        }
    }
}
