package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.internal.HttpExecutor;

/**
 * Keystone refuses a wrong password, an unknown project and a missing role with the same words. A login without a project
 * tells them apart, at the price of a second attempt: made for an administrator who asks, not for every build.
 * Source: Identity API v3, "Password authentication with unscoped authorization" and "Get available project scopes".
 */
final class LoginDiagnosis {
    private static final String TOKEN = "X-Subject-Token";

    private final String keystoneUrl;
    private final Transport transport;
    private final OpenStackErrors errors;

    LoginDiagnosis(CloudSettings settings, Transport transport) {
        this.keystoneUrl = settings.keystoneUrl();
        this.transport = transport;
        this.errors = new OpenStackErrors(settings.name());
    }

    /** The same refusal with the cause that it has; the refusal itself if that cannot be found out. */
    CloudException explain(Credential credential, CloudException refusal) {
        if (!(credential instanceof Credential.Password password) || refusal.status() != 401) {
            return refusal;
        }
        try {
            Config config = transport.config();
            return transport.gate().pass(ServiceName.KEYSTONE, () -> explain(password, refusal, config));
        } catch (CloudException | RuntimeException e) {
            return refusal;
        }
    }

    private CloudException explain(Credential.Password password, CloudException refusal, Config config) {
        String token;
        try {
            token = unscopedToken(password, config);
        } catch (HttpFailure failure) {
            return failure.status() == 401
                    ? errors.loginRefused(
                            password, "the password is wrong, or the user does not exist or is disabled", refusal)
                    : refusal;
        }
        List<String> projects = projects(token, config);
        String others = projects.isEmpty()
                ? "it has no role in any project"
                : "it has roles in: " + String.join(", ", projects);
        return errors.loginRefused(
                password,
                "the password is right, but there is no such project, or the user has no role in it; " + others,
                refusal);
    }

    private String unscopedToken(Credential.Password password, Config config) {
        Map<String, Object> user = new LinkedHashMap<>(password.user().asMap());
        user.put("password", password.secret().reveal());
        Map<String, Object> identity = Map.of("methods", List.of("password"), "password", Map.of("user", user));
        // said outright, or a user with a default project would get a token for that
        Map<String, Object> auth = Map.of("auth", Map.of("identity", identity, "scope", "unscoped"));
        HttpResponse answer = HttpExecutor.create()
                .execute(request("/auth/tokens", config)
                        .method(HttpMethod.POST)
                        .json(Json.write(auth))
                        .build());
        return answer.header(TOKEN);
    }

    private List<String> projects(String token, Config config) {
        JsonNode answer = HttpExecutor.create()
                .execute(request("/auth/projects", config)
                        .header("X-Auth-Token", token)
                        .build())
                .getEntity(JsonNode.class);
        List<String> names = new ArrayList<>();
        answer.path("projects").forEach(project -> names.add(Json.textOrEmpty(project, "name")));
        return names.stream().sorted().toList();
    }

    private HttpRequest.RequestBuilder<JsonNode> request(String path, Config config) {
        return HttpRequest.builder(JsonNode.class)
                .endpoint(keystoneUrl)
                .path(path)
                .config(config);
    }
}
