package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.openstack.internal.OSClientSession;

/**
 * The microversion to speak with a service of a cloud: the newest that both sides know, read from the service's version
 * document. Asked once, and again when a version has been refused. Source: API-SIG guideline "Microversion Specification",
 * "Version Discovery".
 */
final class Microversion {
    /**
     * What is spoken with one service.
     *
     * @param path the part of the service's address that names its version, {@code /v2}
     * @param major the number before the dot
     * @param oldest the number after it below which nothing works
     * @param newest the newest number whose answers we have seen and tested
     */
    record Spoken(ServiceName service, ServiceType type, String path, int major, int oldest, int newest) {}

    private final Session session;
    private final Spoken spoken;
    /** {@code https://host/share/v2/<project>}, the project being left out by some clouds. */
    private final Pattern endpoint;

    private final Pattern version;
    private volatile Negotiated negotiated;

    /**
     * What came of it.
     *
     * @param refusals how often a version had been refused by then
     */
    private record Negotiated(int minor, int refusals) {}

    Microversion(Session session, Spoken spoken) {
        this.session = session;
        this.spoken = spoken;
        this.endpoint = Pattern.compile("(.*" + Pattern.quote(spoken.path()) + ")(/.*)?");
        this.version = Pattern.compile(spoken.major() + "\\.(\\d+)");
    }

    /** The number after the dot. */
    int minor() throws CloudException {
        Negotiated known = negotiated;
        int refusals = session.refusedVersions();
        if (known == null || known.refusals() != refusals) {
            known = new Negotiated(negotiate(), refusals);
            negotiated = known;
        }
        return known.minor();
    }

    /** Both numbers, {@code 2.65}. */
    String text() throws CloudException {
        return spoken.major() + "." + minor();
    }

    /**
     * Refuses what this cloud is too old for, before anything is sent.
     *
     * @param feature what would be done, in words
     */
    void require(int needed, String feature) throws CloudException {
        if (minor() < needed) {
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    spoken.service().label() + " on cloud '" + session.cloud() + "' is too old for " + feature
                            + ": microversion " + spoken.major() + "." + needed + " or newer is needed, it has "
                            + text()
                            + ".");
        }
    }

    private int negotiate() throws CloudException {
        JsonNode document = session.read(spoken.service(), "say which versions it speaks", this::ask);
        int newest = -1;
        for (JsonNode each : versions(document)) {
            Matcher max = version.matcher(Json.textOrEmpty(each, "version"));
            if (max.matches()) {
                newest = Math.max(newest, Integer.parseInt(max.group(1)));
            }
        }
        if (newest < spoken.oldest()) {
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    spoken.service().label() + " on cloud '" + session.cloud() + "' is too old: microversion "
                            + spoken.major() + "." + spoken.oldest() + " or newer is needed"
                            + (newest < 0 ? "." : ", it has " + spoken.major() + "." + newest + "."));
        }
        return Math.min(spoken.newest(), newest);
    }

    /** Manila and Cinder list all they have, Nova shows the one that was asked for. */
    private static List<JsonNode> versions(JsonNode document) {
        List<JsonNode> versions = new ArrayList<>();
        document.path("versions").forEach(versions::add);
        versions.add(document.path("version"));
        return versions;
    }

    private JsonNode ask(OSClientV3 client) {
        OSClientSession<?, ?> bound = OSClientSession.getCurrent();
        String address = bound.getEndpoint(spoken.type());
        Matcher versioned = endpoint.matcher(address);
        HttpRequest<JsonNode> request = HttpRequest.builder(JsonNode.class)
                .endpoint(versioned.matches() ? versioned.group(1) : address)
                .path("/")
                .config(bound.getConfig())
                .header("X-Auth-Token", client.getToken().getId())
                .build();
        return HttpExecutor.create().execute(request).getEntity(JsonNode.class);
    }
}
