package io.jenkins.plugins.dataclone.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Nova's JSON. */
final class NovaViews {
    private static final List<Object> GROUPS = List.of(Json.map("name", "default"));

    private NovaViews() {}

    static List<Object> links(Call call, String collection, String id) {
        return List.of(
                Json.map("rel", "self", "href", call.base + "/v2.1/" + collection + "/" + id),
                Json.map("rel", "bookmark", "href", call.base + "/" + collection + "/" + id));
    }

    static Map<String, Object> summary(Call call, Server server) {
        return Json.map("id", server.id, "name", server.name, "links", links(call, "servers", server.id));
    }

    static Map<String, Object> attachment(VolumeAttachment attachment) {
        return Json.map(
                "id", attachment.volume.id,
                "volumeId", attachment.volume.id,
                "serverId", attachment.serverId,
                "device", attachment.device);
    }

    /** A list has the same in another order. */
    static Map<String, Object> listed(Call call, Server server, List<VolumeAttachment> volumes) {
        Map<String, Object> view = server(call, server, volumes);
        Object groups = view.remove("security_groups");
        view.put("security_groups", groups);
        return view;
    }

    static Map<String, Object> server(Call call, Server server, List<VolumeAttachment> volumes) {
        return Json.map(
                "id",
                server.id,
                "name",
                server.name,
                "status",
                server.status,
                "tenant_id",
                server.projectId,
                "user_id",
                server.userId,
                "metadata",
                server.metadata,
                "hostId",
                Ids.hex(),
                "image",
                Json.map(
                        "id",
                        server.image,
                        "links",
                        List.of(Json.map("rel", "bookmark", "href", call.base + "/images/" + server.image))),
                "flavor",
                Json.map(
                        "vcpus", 1,
                        "ram", 2048,
                        "disk", 20,
                        "ephemeral", 0,
                        "swap", 0,
                        "original_name", server.flavor,
                        "extra_specs", Map.of()),
                "created",
                Times.secondsZ(server.createdAt),
                "updated",
                Times.secondsZ(server.updatedAt == null ? server.createdAt : server.updatedAt),
                "addresses",
                Json.map(
                        server.network,
                        List.of(Json.map(
                                "version",
                                4,
                                "addr",
                                server.address,
                                "OS-EXT-IPS:type",
                                "fixed",
                                "OS-EXT-IPS-MAC:mac_addr",
                                "fa:16:3e:00:00:01"))),
                "accessIPv4",
                "",
                "accessIPv6",
                "",
                "links",
                links(call, "servers", server.id),
                "OS-DCF:diskConfig",
                "MANUAL",
                "progress",
                0,
                "OS-EXT-AZ:availability_zone",
                "nova",
                "config_drive",
                "",
                "key_name",
                null,
                "OS-SRV-USG:launched_at",
                Times.wholeMicros(server.launchedAt),
                "OS-SRV-USG:terminated_at",
                null,
                "security_groups",
                GROUPS,
                "OS-EXT-STS:task_state",
                null,
                "OS-EXT-STS:vm_state",
                server.status.toLowerCase(Locale.ROOT),
                "OS-EXT-STS:power_state",
                1,
                "os-extended-volumes:volumes_attached",
                volumes.stream()
                        .map(a -> Json.map("id", a.volume.id, "delete_on_termination", false))
                        .toList(),
                "locked",
                false,
                "description",
                null,
                "tags",
                List.of());
    }
}
