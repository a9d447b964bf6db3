package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth.AuthScope;
import org.openstack4j.openstack.internal.OSAuthenticator;

/** Gets a token for one credential. Source: Identity API v3, {@code POST /v3/auth/tokens}. */
final class Login {
    private final String keystoneUrl;
    private final Credential credential;
    private final Config config;
    private final CallGate gate;
    private final OpenStackErrors errors;

    Login(CloudSettings settings, Credential credential, Config config, CallGate gate) {
        this.keystoneUrl = settings.keystoneUrl();
        this.credential = credential;
        this.config = config;
        this.gate = gate;
        this.errors = new OpenStackErrors(settings.name());
    }

    Token token() throws CloudException {
        try {
            return gate.pass(ServiceName.KEYSTONE, this::ask);
        } catch (HttpFailure failure) {
            if (failure.status() == 401) {
                throw errors.loginRefused(credential, failure);
            }
            throw withoutSecret(errors.of(ServiceName.KEYSTONE, "log in " + credential.describe(), failure));
        } catch (RuntimeException failure) {
            throw errors.of(ServiceName.KEYSTONE, "log in " + credential.describe(), failure);
        }
    }

    private Token ask() {
        try {
            OSClientV3 client = (OSClientV3) OSAuthenticator.invoke(auth(), keystoneUrl, null, config, null);
            return client.getToken();
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
