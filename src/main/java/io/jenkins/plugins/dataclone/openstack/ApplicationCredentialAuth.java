package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRootName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstack4j.openstack.common.Auth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;

/**
 * The login request with an application credential, which openstack4j does not know.
 * Source: Identity API v3, "Authenticating with an Application Credential".
 */
@JsonRootName("auth") // Jackson does not inherit it
final class ApplicationCredentialAuth extends KeystoneAuth {
    private static final long serialVersionUID = 1L;

    private final transient Credential.ApplicationCredential credential;

    ApplicationCredentialAuth(Credential.ApplicationCredential credential) {
        super(Auth.Type.CREDENTIALS);
        this.credential = credential;
    }

    @Override
    @JsonProperty("identity")
    public Identity getIdentity() {
        return new ByApplicationCredential(body());
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (credential.id() != null) {
            body.put("id", credential.id());
        } else {
            body.put("name", credential.name());
            body.put("user", credential.user().asMap());
        }
        body.put("secret", credential.secret().reveal());
        return body;
    }

    /** The part called identity, with the method openstack4j lacks. */
    public static final class ByApplicationCredential implements Identity {
        private final Map<String, Object> body;

        private ByApplicationCredential(Map<String, Object> body) {
            this.body = body;
        }

        @Override
        public List<String> getMethods() {
            return List.of("application_credential");
        }

        @JsonProperty("application_credential")
        public Map<String, Object> getApplicationCredential() {
            return body;
        }

        @Override
        public Password getPassword() {
            return null;
        }

        @Override
        public Token getToken() {
            return null;
        }
    }
}
