package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Map;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.openstack.internal.OSClientSession;

/**
 * Any request to a cloud, for what tests need and our ports rightly cannot do: making the share or volume that stands for
 * production, a template, a quota.
 */
public final class RawOpenStack {
    private final Session session;

    public RawOpenStack(CloudSettings settings) {
        this.session = TestClouds.session(settings);
    }

    /** Id of the project logged in to. */
    public String projectId() throws CloudException {
        return session.token().getProject().getId();
    }

    /** Id of the user logged in. */
    public String userId() throws CloudException {
        return session.token().getUser().getId();
    }

    /** Has the token in use revoked; whoever uses it next is refused. */
    public void revokeToken() throws CloudException {
        session.write(ServiceName.KEYSTONE, "revoke the token", client -> {
            String token = client.getToken().getId();
            return HttpExecutor.create()
                    .execute(HttpRequest.builder(Void.class)
                            .endpoint(session.keystoneUrl())
                            .path("/auth/tokens")
                            .method(HttpMethod.DELETE)
                            .config(OSClientSession.getCurrent().getConfig())
                            .headers(Map.of("X-Auth-Token", token, "X-Subject-Token", token))
                            .build());
        });
    }

    /** @param body null for none */
    public JsonNode identity(HttpMethod method, String path, Object body) throws CloudException {
        return session.write(ServiceName.KEYSTONE, method + " " + path, client -> {
            HttpRequest.RequestBuilder<JsonNode> request = HttpRequest.builder(JsonNode.class)
                    .endpoint(session.keystoneUrl())
                    .path(path)
                    .method(method)
                    .config(OSClientSession.getCurrent().getConfig())
                    .header("X-Auth-Token", client.getToken().getId());
            if (body != null) {
                request.json(Json.write(body));
            }
            return HttpExecutor.create().execute(request.build()).getEntity(JsonNode.class);
        });
    }

    public JsonNode share(HttpMethod method, String path, Object body) throws CloudException {
        return call(
                ServiceName.MANILA, ServiceType.SHARE, "X-OpenStack-Manila-API-Version", "2.65", method, path, body);
    }

    public JsonNode volume(HttpMethod method, String path, Object body) throws CloudException {
        return call(
                ServiceName.CINDER,
                ServiceType.BLOCK_STORAGE,
                "OpenStack-API-Version",
                "volume 3.59",
                method,
                path,
                body);
    }

    /** Nova as it was first: with the images and without what later versions want to know. */
    public JsonNode server(HttpMethod method, String path, Object body) throws CloudException {
        return call(ServiceName.NOVA, ServiceType.COMPUTE, "OpenStack-API-Version", "compute 2.1", method, path, body);
    }

    /** @param path with its {@code /v2.0} */
    public JsonNode network(HttpMethod method, String path, Object body) throws CloudException {
        return call(ServiceName.NEUTRON, ServiceType.NETWORK, "Accept", "application/json", method, path, body);
    }

    public JsonNode cluster(HttpMethod method, String path, Object body) throws CloudException {
        return call(
                ServiceName.MAGNUM,
                ServiceType.MAGNUM,
                "OpenStack-API-Version",
                "container-infra 1.10",
                method,
                path,
                body);
    }

    public JsonNode compute(HttpMethod method, String path, Object body) throws CloudException {
        return call(ServiceName.NOVA, ServiceType.COMPUTE, "OpenStack-API-Version", "compute 2.1", method, path, body);
    }

    public JsonNode stack(HttpMethod method, String path, Object body) throws CloudException {
        return call(
                ServiceName.HEAT,
                ServiceType.ORCHESTRATION,
                "OpenStack-API-Version",
                "orchestration",
                method,
                path,
                body);
    }

    /** @param body null for none */
    private JsonNode call(
            ServiceName service,
            ServiceType type,
            String versionHeader,
            String version,
            HttpMethod method,
            String path,
            Object body)
            throws CloudException {
        return session.write(service, method + " " + path, client -> {
            OSClientSession<?, ?> bound = OSClientSession.getCurrent();
            HttpRequest.RequestBuilder<JsonNode> request = HttpRequest.builder(JsonNode.class)
                    .endpoint(bound.getEndpoint(type))
                    .path(path)
                    .method(method)
                    .config(bound.getConfig())
                    .headers(Map.of(
                            versionHeader,
                            version,
                            "X-Auth-Token",
                            client.getToken().getId()));
            if (body != null) {
                request.json(Json.write(body));
            }
            return HttpExecutor.create().execute(request.build()).getEntity(JsonNode.class);
        });
    }
}
