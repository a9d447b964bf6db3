package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Decides about logins: password, application credential and token; every refusal has the same text. */
final class KeystoneLogin {
    /** Type of the error for a login method Keystone does not know; its body lists the known ones. */
    static final String UNSUPPORTED = "unsupported method";

    static final List<String> METHODS =
            List.of("external", "password", "token", "oauth1", "mapped", "application_credential");

    private final CloudState cloud;

    KeystoneLogin(CloudState cloud) {
        this.cloud = cloud;
    }

    Token login(JsonNode body) {
        JsonNode identity = body.path("auth").path("identity");
        if (identity.isMissingNode()) {
            throw new ApiError(400, "'identity' is a required property\n\nFailed validating 'required' in schema");
        }
        String method = identity.path("methods").path(0).asText();
        return switch (method) {
            case "password" -> byPassword(body, identity.path("password").path("user"));
            case "application_credential" -> byCredential(identity.path("application_credential"));
            case "token" -> byToken(body, identity.path("token"));
            default -> throw new ApiError(401, UNSUPPORTED, "Attempted to authenticate with an unsupported method.");
        };
    }

    private Token byPassword(JsonNode body, JsonNode asked) {
        Accounts.User user = user(asked);
        if (user == null || !user.password().equals(Json.string(asked, "password"))) {
            throw refused();
        }
        return scoped(body, user, "password");
    }

    private Token byToken(JsonNode body, JsonNode asked) {
        Token old = cloud.accounts.token(Json.string(asked, "id"), cloud.now());
        if (old == null) {
            throw refused();
        }
        return scoped(body, old.user(), "token");
    }

    private Token scoped(JsonNode body, Accounts.User user, String method) {
        JsonNode scope = body.path("auth").path("scope").path("project");
        if (scope.isMissingNode()) {
            return cloud.accounts.issue(user, null, method, null, cloud.now());
        }
        String id = Json.string(scope, "id");
        if (id == null && !inDefaultDomain(scope, "project")) {
            throw refused();
        }
        Accounts.Project project = cloud.accounts.project(id, Json.string(scope, "name"));
        if (project == null || cloud.accounts.roles(user, project).isEmpty()) {
            throw refused();
        }
        return cloud.accounts.issue(user, project, method, null, cloud.now());
    }

    private Token byCredential(JsonNode asked) {
        String id = Json.string(asked, "id");
        Accounts.AppCredential credential;
        if (id != null) {
            credential = cloud.accounts.credential(id);
        } else {
            Accounts.User user = user(asked.path("user"));
            credential = user == null ? null : cloud.accounts.credential(user, Json.string(asked, "name"));
        }
        if (credential == null || !credential.secret().equals(Json.string(asked, "secret"))) {
            throw refused();
        }
        return cloud.accounts.issue(
                credential.user(), credential.project(), "application_credential", credential, cloud.now());
    }

    private Accounts.User user(JsonNode asked) {
        String id = Json.string(asked, "id");
        if (id == null && !inDefaultDomain(asked, "user")) {
            return null;
        }
        return cloud.accounts.user(id, Json.string(asked, "name"));
    }

    /** A name without a domain is a malformed request, a name in another domain is unknown. */
    private static boolean inDefaultDomain(JsonNode named, String what) {
        JsonNode domain = named.path("domain");
        if (domain.isMissingNode()) {
            throw new ApiError(
                    400,
                    "Expecting to find domain in " + what + ". The server could not comply with the request since it"
                            + " is either malformed or otherwise incorrect. The client is assumed to be in error.");
        }
        String id = Json.string(domain, "id");
        return id != null ? id.equals("default") : "default".equalsIgnoreCase(Json.string(domain, "name"));
    }

    private static ApiError refused() {
        return new ApiError(401, "The request you have made requires authentication.");
    }
}
