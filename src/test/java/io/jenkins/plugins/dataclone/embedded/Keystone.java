package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keystone v3.14: tokens, catalog, projects and application credentials. */
final class Keystone extends Service {
    private static final Map<String, Object> DOMAIN = Json.map("id", "default", "name", "Default");

    private final Catalog catalog;

    Keystone(CloudState cloud) {
        super("identity", cloud, Set.of("/", "/v3", "/v3/", "/v3/auth/tokens"));
        catalog = new Catalog(cloud);
        KeystoneLogin login = new KeystoneLogin(cloud);
        router.on("GET", "/", call -> Answer.json(300, Json.map("versions", Json.map("values", List.of(version(call)))))
                .with("Location", call.base + "/v3/"));
        router.on("GET", "/v3", call -> Answer.ok(Json.map("version", version(call))));
        router.on("POST", "/v3/auth/tokens", call -> {
            Token token = login.login(call.json());
            return shown(201, token);
        });
        router.on("GET", "/v3/auth/tokens", call -> shown(200, subject(call)));
        router.on("HEAD", "/v3/auth/tokens", call -> shown(200, subject(call)));
        router.on("DELETE", "/v3/auth/tokens", call -> {
            cloud.accounts.revoke(subject(call).id());
            return Answer.empty(204);
        });
        router.on(
                "GET",
                "/v3/auth/catalog",
                call -> Answer.ok(
                        Json.map("catalog", catalog.of(call.token), "links", Json.map("self", call.base + call.path))));
        router.on("GET", "/v3/auth/projects", this::projects);
        router.on("GET", "/v3/users", call -> {
            throw new ApiError(403, "You are not authorized to perform the requested action: identity:list_users.");
        });
        router.on("POST", "/v3/users/{user}/application_credentials", this::createCredential);
        router.on("GET", "/v3/users/{user}/application_credentials", this::listCredentials);
        router.on(
                "GET",
                "/v3/users/{user}/application_credentials/{id}",
                call -> Answer.ok(Json.map("application_credential", view(call, credential(call), false))));
        router.on("DELETE", "/v3/users/{user}/application_credentials/{id}", call -> {
            cloud.accounts.removeCredential(credential(call).id());
            return Answer.empty(204);
        });
    }

    private static Map<String, Object> version(Call call) {
        return Json.map(
                "id", "v3.14",
                "status", "stable",
                "updated", "2020-04-07T00:00:00Z",
                "links", List.of(Json.map("rel", "self", "href", call.base + "/v3/")),
                "media-types",
                        List.of(Json.map(
                                "base", "application/json",
                                "type", "application/vnd.openstack.identity-v3+json")));
    }

    private Token subject(Call call) {
        if (call.token == null) {
            throw new ApiError(401, "The request you have made requires authentication.");
        }
        Token subject = cloud.accounts.token(call.header("X-Subject-Token"), cloud.now());
        if (subject == null) {
            throw new ApiError(404, "Could not recognize Fernet token");
        }
        return subject;
    }

    private Answer shown(int status, Token token) {
        Map<String, Object> body = Json.map(
                "methods",
                List.of(token.method()),
                "user",
                Json.map(
                        "domain",
                        DOMAIN,
                        "id",
                        token.user().id(),
                        "name",
                        token.user().name(),
                        "password_expires_at",
                        null),
                "audit_ids",
                List.of(token.auditId()),
                "expires_at",
                Times.microsZ(token.expiresAt()),
                "issued_at",
                Times.microsZ(token.issuedAt()));
        if (token.project() != null) {
            body.put(
                    "project",
                    Json.map(
                            "domain", DOMAIN,
                            "id", token.project().id(),
                            "name", token.project().name()));
            body.put("is_domain", false);
            body.put("roles", roles(token.roles(), false));
            body.put("catalog", catalog.of(token));
        }
        if (token.applicationCredential() != null) {
            body.put("application_credential", token.applicationCredential());
        }
        return Answer.json(status, Json.map("token", body)).with("X-Subject-Token", token.id());
    }

    private List<Object> roles(List<String> names, boolean full) {
        List<Object> roles = new ArrayList<>();
        for (String name : names) {
            Map<String, Object> role = Json.map("id", cloud.accounts.roleId(name), "name", name);
            if (full) {
                role.put("domain_id", null);
                role.put("description", null);
                role.put("options", name.equals("heat_stack_owner") ? Map.of() : Json.map("immutable", true));
            }
            roles.add(role);
        }
        return roles;
    }

    private Answer projects(Call call) {
        List<Object> projects = new ArrayList<>();
        for (Accounts.Project project : cloud.accounts.projectsOf(call.token.user())) {
            projects.add(Json.map(
                    "id",
                    project.id(),
                    "name",
                    project.name(),
                    "domain_id",
                    "default",
                    "description",
                    "",
                    "enabled",
                    true,
                    "parent_id",
                    "default",
                    "is_domain",
                    false,
                    "tags",
                    List.of(),
                    "options",
                    Map.of(),
                    "links",
                    Json.map("self", call.base + "/v3/projects/" + project.id())));
        }
        return Answer.ok(Json.map("projects", projects, "links", listLinks(call)));
    }

    private static Map<String, Object> listLinks(Call call) {
        return Json.map("next", null, "self", call.base + call.path, "previous", null);
    }

    private Answer createCredential(Call call) throws IOException {
        own(call);
        JsonNode asked = call.json().path("application_credential");
        String name = Json.string(asked, "name");
        if (cloud.accounts.credential(call.token.user(), name) != null) {
            throw new ApiError(
                    409,
                    "Conflict occurred attempting to store application_credential - Duplicate entry found with name "
                            + name + ".");
        }
        String secret = Json.string(asked, "secret");
        Accounts.AppCredential made = cloud.accounts.addCredential(
                call.token.user(),
                call.token.project(),
                name,
                secret == null ? Ids.token() : secret,
                Json.string(asked, "description"),
                asked.has("unrestricted") ? asked.path("unrestricted").asBoolean() : null);
        return Answer.json(201, Json.map("application_credential", view(call, made, true)));
    }

    private Answer listCredentials(Call call) {
        own(call);
        List<Object> shown = new ArrayList<>();
        for (Accounts.AppCredential credential : cloud.accounts.credentialsOf(call.token.userId())) {
            shown.add(view(call, credential, false));
        }
        return Answer.ok(Json.map("application_credentials", shown, "links", listLinks(call)));
    }

    private void own(Call call) {
        if (!call.var("user").equals(call.token.userId())) {
            throw new ApiError(
                    403,
                    "You are not authorized to perform the requested action: identity:list_application_credentials.");
        }
    }

    private Accounts.AppCredential credential(Call call) {
        own(call);
        Accounts.AppCredential found = cloud.accounts.credential(call.var("id"));
        if (found == null || !found.user().id().equals(call.var("user"))) {
            throw new ApiError(404, "Could not find application credential: " + call.var("id") + ".");
        }
        return found;
    }

    private Map<String, Object> view(Call call, Accounts.AppCredential credential, boolean withSecret) {
        Map<String, Object> view = Json.map(
                "id", credential.id(),
                "name", credential.name(),
                "description", credential.description(),
                "user_id", credential.user().id(),
                "project_id", credential.project().id(),
                "system", null,
                "expires_at", null,
                "unrestricted", credential.unrestricted(),
                "roles", roles(cloud.accounts.roles(credential.user(), credential.project()), true));
        if (withSecret) {
            view.put("secret", credential.secret());
        }
        view.put("links", Json.map("self", call.base + "/v3/application_credentials/" + credential.id()));
        return view;
    }

    @Override
    boolean knows(Call call) {
        return call.path.equals("/") || call.path.equals("/v3") || call.path.startsWith("/v3/");
    }

    @Override
    Answer unauthorized(Call call) {
        Answer answer = error(call, new ApiError(401, "The request you have made requires authentication."));
        decorate(call, answer);
        return answer;
    }

    @Override
    Answer error(Call call, ApiError error) {
        Map<String, Object> body = Json.map("code", error.status());
        if (KeystoneLogin.UNSUPPORTED.equals(error.type())) {
            body.put("identity", Json.map("methods", KeystoneLogin.METHODS));
        }
        body.put("message", error.getMessage());
        body.put("title", title(error.status()));
        Answer answer = Answer.json(error.status(), Json.map("error", body));
        return error.status() == 401
                ? answer.with("WWW-Authenticate", "Keystone uri=\"" + cloud.identityRoot() + "/v3\"")
                : answer;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    @Override
    void decorate(Call call, Answer answer) {
        answer.with("Vary", "X-Auth-Token").with("x-openstack-request-id", call.requestId);
    }
}
