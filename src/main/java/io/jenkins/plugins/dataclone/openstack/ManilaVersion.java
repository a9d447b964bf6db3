package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.openstack.internal.OSClientSession;

/**
 * The microversion to speak with a cloud's Manila: the newest that both sides know. Asked once.
 * Source: Shared File Systems API v2, "API versions" and "REST API version history".
 */
final class ManilaVersion {
    /** The newest one whose answers we have seen and tested. */
    static final int NEWEST = 65;
    /** Before it, access rules go by other names ({@code os-allow_access}). */
    static final int OLDEST = 7;

    static final int EXPORT_LOCATIONS = 9;
    static final int QUOTA_DETAIL = 25;
    static final int NAME_FILTER = 36;
    static final int MESSAGES = 37;
    static final int QUOTA_OF_TYPE = 39;
    static final int ACCESS_RULES = 45;

    /** {@code https://host/share/v2/<project>}, the project being left out by some clouds. */
    private static final Pattern ENDPOINT = Pattern.compile("(.*/v2)(/.*)?");

    private static final Pattern VERSION = Pattern.compile("2\\.(\\d+)");

    private final Session session;
    private volatile int minor = -1;

    ManilaVersion(Session session) {
        this.session = session;
    }

    /** The number after {@code 2.}. */
    int minor() throws CloudException {
        if (minor < 0) {
            minor = negotiate();
        }
        return minor;
    }

    private int negotiate() throws CloudException {
        JsonNode document = session.read(ServiceName.MANILA, "say which versions it speaks", ManilaVersion::ask);
        int newest = -1;
        for (JsonNode version : document.path("versions")) {
            Matcher max = VERSION.matcher(Json.textOrEmpty(version, "version"));
            if (max.matches()) {
                newest = Math.max(newest, Integer.parseInt(max.group(1)));
            }
        }
        if (newest < OLDEST) {
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    "Manila on cloud '" + session.cloud() + "' is too old: microversion 2." + OLDEST
                            + " or newer is needed" + (newest < 0 ? "." : ", it has 2." + newest + "."));
        }
        return Math.min(NEWEST, newest);
    }

    private static JsonNode ask(OSClientV3 client) {
        OSClientSession<?, ?> bound = OSClientSession.getCurrent();
        String endpoint = bound.getEndpoint(ServiceType.SHARE);
        Matcher versioned = ENDPOINT.matcher(endpoint);
        HttpRequest<JsonNode> request = HttpRequest.builder(JsonNode.class)
                .endpoint(versioned.matches() ? versioned.group(1) : endpoint)
                .path("/")
                .config(bound.getConfig())
                .header("X-Auth-Token", client.getToken().getId())
                .build();
        return HttpExecutor.create().execute(request).getEntity(JsonNode.class);
    }
}
