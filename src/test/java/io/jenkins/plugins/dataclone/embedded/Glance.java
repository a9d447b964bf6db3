package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Glance v2: the list of images, paged by limit and marker. */
final class Glance extends Service {
    private static final List<String> NAMES = List.of("no-distro", "fedora-atomic", "fedora-coreos", "ubuntu");

    private final String owner = Ids.hex();

    Glance(CloudState cloud) {
        super("image", cloud, Set.of("/"));
        router.on("GET", "/v2/images", this::list);
    }

    /** As Nova lists them to who speaks one of its old versions; without the link to us. */
    static List<Object> asNovaListsThem(Call call) {
        return NAMES.stream()
                .map(name -> (Object)
                        Json.map("id", id(name), "name", name, "links", NovaViews.links(call, "images", id(name))))
                .toList();
    }

    private Answer list(Call call) {
        List<Object> page = new ArrayList<>();
        boolean open = !call.query.containsKey("marker");
        int limit = call.intQuery("limit", 25);
        String next = null;
        for (String name : NAMES) {
            if (open && page.size() == limit) {
                next = "/v2/images?limit=" + limit + "&marker=" + ((Map<?, ?>) page.get(limit - 1)).get("id");
                break;
            }
            if (open) {
                page.add(image(name));
            }
            open |= id(name).equals(call.query.get("marker"));
        }
        Map<String, Object> body = Json.map(
                "images",
                page,
                "first",
                "/v2/images" + (call.rawQuery == null ? "" : "?" + call.rawQuery),
                "schema",
                "/v2/schemas/images");
        if (next != null) {
            body.put("next", next);
        }
        return Answer.ok(body);
    }

    private static String id(String name) {
        return java.util
                .UUID
                .nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private Map<String, Object> image(String name) {
        Map<String, Object> image = name.equals("no-distro") ? Json.map() : Json.map("os_distro", name);
        image.putAll(Json.map(
                "owner_specified.openstack.md5",
                "",
                "owner_specified.openstack.sha256",
                "",
                "owner_specified.openstack.object",
                "images/" + name,
                "name",
                name,
                "disk_format",
                "raw",
                "container_format",
                "bare",
                "visibility",
                "public",
                "size",
                1048576,
                "virtual_size",
                1048576,
                "status",
                "active",
                "checksum",
                "b6d81b360a5672d80c27430f39153e2c",
                "protected",
                false,
                "min_ram",
                0,
                "min_disk",
                0,
                "owner",
                owner,
                "os_hidden",
                false,
                "os_hash_algo",
                "sha512",
                "os_hash_value",
                "d6292685b380e338",
                "id",
                id(name),
                "created_at",
                Times.secondsZ(cloud.now()),
                "updated_at",
                Times.secondsZ(cloud.now()),
                "tags",
                List.of(),
                "self",
                "/v2/images/" + id(name),
                "file",
                "/v2/images/" + id(name) + "/file",
                "schema",
                "/v2/schemas/image",
                "stores",
                "file"));
        return image;
    }

    @Override
    Answer error(Call call, ApiError error) {
        return Answer.json(error.status(), Json.map("message", error.getMessage(), "code", error.status()));
    }

    @Override
    void decorate(Call call, Answer answer) {
        answer.with("X-Openstack-Request-Id", call.requestId);
    }
}
