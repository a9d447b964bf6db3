package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Nova's servers and the volumes on them. */
final class NovaServers {
    private static final int MULTIATTACH = 60;

    private final CloudState cloud;
    private final Attachments attachments;

    NovaServers(CloudState cloud) {
        this.cloud = cloud;
        this.attachments = new Attachments(cloud);
    }

    void routes(Router router) {
        router.on("GET", "/v2.1/servers/detail", call -> list(call, true));
        router.on("GET", "/v2.1/servers", call -> list(call, false));
        router.on("POST", "/v2.1/servers", this::create);
        router.on(
                "GET",
                "/v2.1/servers/{id}",
                call -> Answer.ok(Json.map("server", NovaViews.server(call, server(call), volumes(server(call))))));
        router.on("DELETE", "/v2.1/servers/{id}", this::delete);
        String path = "/v2.1/servers/{id}/os-volume_attachments";
        router.on(
                "GET",
                path,
                call -> Answer.ok(Json.map(
                        "volumeAttachments",
                        attachments.on(server(call)).stream()
                                .map(NovaViews::attachment)
                                .toList())));
        router.on("POST", path, this::attach);
        router.on(
                "GET",
                path + "/{volume}",
                call -> Answer.ok(Json.map("volumeAttachment", NovaViews.attachment(attachment(call)))));
        router.on("DELETE", path + "/{volume}", this::detach);
    }

    private List<VolumeAttachment> volumes(Server server) {
        return attachments.on(server);
    }

    private Server server(Call call) {
        Server server = cloud.store.servers.get(call.var("id"), call.projectId());
        if (server == null) {
            throw new ApiError(404, "Instance " + call.var("id") + " could not be found.");
        }
        return server;
    }

    private Answer list(Call call, boolean detail) {
        Pattern name = nameFilter(call);
        List<Server> found = cloud.store.servers.list(call.projectId(), cloud.now()).stream()
                .filter(server -> name == null || name.matcher(server.name).find())
                .toList();
        List<Server> page = Page.afterMarker(call, found, cloud.maxPage);
        Map<String, Object> body = Json.map(
                "servers",
                Page.views(
                        page,
                        server -> detail
                                ? NovaViews.listed(call, server, volumes(server))
                                : NovaViews.summary(call, server)));
        if (!page.isEmpty() && Page.full(call, page, cloud.maxPage)) {
            String query = Page.nextQuery(call, page.get(page.size() - 1).id);
            body.put("servers_links", List.of(Json.map("rel", "next", "href", call.base + call.path + "?" + query)));
        }
        return Answer.ok(body);
    }

    private static Pattern nameFilter(Call call) {
        String name = call.query.get("name");
        try {
            return name == null ? null : Pattern.compile(name);
        } catch (PatternSyntaxException e) {
            throw new ApiError(
                    400,
                    "Invalid input for query parameters name. Value: " + name + ". '" + name + "' is not a 'regex'");
        }
    }

    private Answer create(Call call) throws IOException {
        JsonNode asked = call.json().path("server");
        Networks.Network network =
                cloud.networks.find(asked.at("/networks/0/uuid").asText());
        Server server = make(
                asked.path("name").asText(),
                call.projectId(),
                call.token.userId(),
                asked.path("imageRef").asText(),
                network == null ? "ci" : network.name());
        Map<String, Object> made = Json.map(
                "id",
                server.id,
                "links",
                NovaViews.links(call, "servers", server.id),
                "OS-DCF:diskConfig",
                "MANUAL",
                "security_groups",
                List.of(Json.map("name", "default")),
                "adminPass",
                server.password);
        return Answer.json(202, Json.map("server", made)).with("location", call.base + "/v2.1/servers/" + server.id);
    }

    private Server make(String name, String project, String user, String image, String network) {
        int number = cloud.store.servers.created() + 1;
        Server server = new Server(
                project,
                user,
                cloud.now(),
                "m1.small",
                image,
                network,
                "10.20." + number / 250 + "." + (number % 250 + 4));
        server.name = name;
        server.status = "BUILD";
        cloud.store.servers.add(server);
        cloud.timeline.after(Step.SERVER_CREATE, () -> {
            server.status = "ACTIVE";
            server.launchedAt = cloud.now();
            server.updatedAt = cloud.now();
        });
        return server;
    }

    private Answer delete(Call call) {
        Server server = server(call);
        cloud.timeline.after(Step.SERVER_DELETE, () -> remove(cloud, server));
        return Answer.empty(204).with("Content-Type", "application/json");
    }

    /** A server that goes lets go of its volumes. */
    static void remove(CloudState cloud, Server server) {
        Attachments attachments = new Attachments(cloud);
        attachments.on(server).forEach(attachments::end);
        cloud.store.servers.remove(server);
    }

    private VolumeAttachment attachment(Call call) {
        Server server = server(call);
        VolumeAttachment found = attachments.find(server, call.var("volume"));
        if (found == null) {
            throw new ApiError(404, "Instance " + server.id + " is not attached to volume " + call.var("volume"));
        }
        return found;
    }

    private Answer attach(Call call) throws IOException {
        Server server = server(call);
        String id = call.json().at("/volumeAttachment/volumeId").asText();
        Volume volume = CinderVolumes.volume(cloud, call, id);
        boolean shared = volume.type.multiattach();
        if (shared && call.minor < MULTIATTACH) {
            throw new ApiError(400, "Multiattach volumes are only supported starting with compute API version 2.60.");
        }
        if (volume.status.equals("in-use") && (!shared || attachments.find(server, id) != null)) {
            String servers = String.join(
                    ", ", attachments.of(volume).stream().map(a -> a.serverId).toList());
            throw new ApiError(400, "Invalid volume: volume " + id + " is already attached to instances: " + servers);
        }
        try {
            CinderAttachments.requireReservable(volume);
        } catch (ApiError e) {
            throw ofCinder("Invalid input received: ", e);
        }
        VolumeAttachment made = attachments.attach(volume, server, call.token.userId());
        Map<String, Object> view =
                Json.map("id", volume.id, "serverId", server.id, "volumeId", volume.id, "device", made.device);
        return Answer.ok(Json.map("volumeAttachment", view));
    }

    private Answer detach(Call call) {
        VolumeAttachment attachment = attachment(call);
        if (!attachment.status.equals("attached")) {
            throw ofCinder(
                    "Invalid volume: Invalid input received: ",
                    new ApiError(
                            400,
                            "Invalid volume: Unable to detach volume. Volume status must be 'in-use' and"
                                    + " attach_status must be 'attached' to detach."));
        }
        attachments.detach(attachment);
        return Answer.empty(202).with("Content-Type", "application/json");
    }

    /** Nova hands on what Cinder said, with the number of Cinder's answer in it. */
    private static ApiError ofCinder(String intro, ApiError error) {
        return new ApiError(
                400, intro + error.getMessage() + " (HTTP " + error.status() + ") (Request-ID: " + Ids.request() + ")");
    }
}
