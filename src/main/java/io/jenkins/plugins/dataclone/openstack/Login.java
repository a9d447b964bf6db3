package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth.AuthScope;
import org.openstack4j.openstack.internal.OSAuthenticator;

/** Gets a token for one credential. Source: Identity API v3, {@code POST /v3/auth/tokens}. */
final class Login {
    private final String cloud;
    private final String keystoneUrl;
    private final Credential credential;
    private final Transport transport;
    private final OpenStackErrors errors;

    Login(CloudSettings settings, Credential credential, Transport transport) {
        this.cloud = settings.name();
        this.keystoneUrl = settings.keystoneUrl();
        this.credential = credential;
        this.transport = transport;
        this.errors = new OpenStackErrors(settings.name());
    }

    Token token() throws CloudException {
        Config config = transport.config();
        try {
            return transport.gate().pass(ServiceName.KEYSTONE, () -> ask(config));
        } catch (HttpFailure failure) {
            throw refused(failure, config);
        } catch (TransportFailure failure) {
            boolean inClear = keystoneUrl.startsWith("http:");
            throw errors.of(ServiceName.KEYSTONE, action(), inClear ? failure.atLoginInClear() : failure);
        } catch (UncheckedIOException noToken) {
            throw misplaced(new KeystoneAddress(keystoneUrl, config).complaint());
        } catch (RuntimeException failure) {
            throw errors.of(ServiceName.KEYSTONE, action(), failure);
        }
    }

    private CloudException refused(HttpFailure failure, Config config) {
        if (failure.status() == 401) {
            return errors.loginRefused(credential, failure);
        }
        Optional<String> complaint = new KeystoneAddress(keystoneUrl, config).complaint(failure);
        return complaint.isPresent()
                ? misplaced(complaint.get())
                : withoutSecret(errors.of(ServiceName.KEYSTONE, action(), failure));
    }

    private CloudException misplaced(String complaint) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "Keystone on cloud '" + cloud + "' could not be asked to " + action() + " at " + keystoneUrl + ": "
                        + (complaint == null ? "what came back is no token" : complaint) + ".");
    }

    private String action() {
        return "log in " + credential.describe();
    }

    private Token ask(Config config) {
        try {
            OSClientV3 client = (OSClientV3) OSAuthenticator.invoke(auth(), keystoneUrl, null, config, null);
            Token token = client.getToken();
            if (token == null || token.getId() == null || token.getExpires() == null) {
                throw new UncheckedIOException(new IOException("no token in it"));
            }
            return token;
        } finally {
            BoundSession.unbind();
        }
    }

    private KeystoneAuth auth() {
        if (credential instanceof Credential.ApplicationCredential application) {
            return new ApplicationCredentialAuth(application);
        }
        Credential.Password password = (Credential.Password) credential;
        KeystoneRef user = password.user();
        KeystoneRef project = password.project();
        AuthScope scope = project.id() != null
                ? AuthScope.project(Identifier.byId(project.id()))
                : AuthScope.project(Identifier.byName(project.name()), domain(project));
        return user.id() != null
                ? new KeystoneAuth(user.id(), password.secret().reveal(), null, scope)
                : new KeystoneAuth(user.name(), password.secret().reveal(), domain(user), scope);
    }

    private static Identifier domain(KeystoneRef ref) {
        return ref.domainIsId() ? Identifier.byId(ref.domain()) : Identifier.byName(ref.domain());
    }

    /** Keystone's schema check repeats parts of the request. */
    private CloudException withoutSecret(CloudException error) {
        String hidden = credential.secret().hideIn(error.getMessage());
        return hidden.equals(error.getMessage())
                ? error
                : CloudException.answered(
                        error.kind(),
                        hidden,
                        error.status(),
                        error.requestId().orElse(null),
                        error.retryAfter().orElse(null));
    }
}
