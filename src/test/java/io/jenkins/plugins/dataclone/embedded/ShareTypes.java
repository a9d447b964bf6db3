package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The share types of the cloud and Manila's {@code /types}. */
final class ShareTypes {
    private final List<ShareType> types = new ArrayList<>(List.of(
            new ShareType(Ids.uuid(), "default", true, false, true, true, true),
            new ShareType(Ids.uuid(), "dummy", false, false, true, true, true),
            new ShareType(Ids.uuid(), "dummy-dhss", false, true, true, true, true),
            new ShareType(Ids.uuid(), "no-snapshots", false, false, false, false, false)));

    void add(ShareType type) {
        types.add(type);
    }

    ShareType byDefault() {
        return types.get(0);
    }

    /** By id or name; null when unknown. */
    ShareType find(String idOrName) {
        return types.stream()
                .filter(t -> t.id().equals(idOrName) || t.name().equals(idOrName))
                .findFirst()
                .orElse(null);
    }

    void routes(Router router) {
        router.on("GET", "/v2/{project}/types", call -> {
            List<Object> views = new ArrayList<>();
            types.forEach(type -> views.add(view(call, type)));
            return Answer.ok(Json.map("volume_types", views, "share_types", views));
        });
        router.on("GET", "/v2/{project}/types/default", call -> one(call, byDefault()));
        router.on("GET", "/v2/{project}/types/{id}", call -> one(call, known(call)));
        router.on("GET", "/v2/{project}/types/{id}/extra_specs", call -> {
            if (!call.token.admin()) {
                throw new ApiError(403, "Access was denied to this resource.");
            }
            return Answer.ok(Json.map("extra_specs", view(call, known(call)).get("extra_specs")));
        });
        router.on("POST", "/v2/{project}/types", call -> {
            throw new ApiError(403, "Access was denied to this resource.");
        });
    }

    private ShareType known(Call call) {
        ShareType type = find(call.var("id"));
        if (type == null) {
            throw new ApiError(404, "The resource could not be found.");
        }
        return type;
    }

    private static Answer one(Call call, ShareType type) {
        Map<String, Object> view = view(call, type);
        return Answer.ok(Json.map("volume_type", view, "share_type", view));
    }

    private static Map<String, Object> view(Call call, ShareType type) {
        Map<String, Object> specs = Json.map("driver_handles_share_servers", python(type.shareServers()));
        if (call.token.admin()) {
            specs.put("share_backend_name", type.name().startsWith("dummy") ? "DUMMY" : "LVM");
        }
        specs.put("snapshot_support", python(type.snapshots()));
        specs.put("create_share_from_snapshot_support", python(type.createFromSnapshot()));
        specs.put("revert_to_snapshot_support", python(type.revert()));
        if (call.minor >= 32) {
            specs.put("mount_snapshot_support", false);
        }
        Map<String, Object> view = Json.map(
                "id", type.id(),
                "name", type.name(),
                "extra_specs", specs,
                "required_extra_specs", Json.map("driver_handles_share_servers", python(type.shareServers())));
        view.put(call.minor >= 7 ? "share_type_access:is_public" : "os-share-type-access:is_public", true);
        if (call.minor >= 41) {
            view.put("description", null);
        }
        if (call.minor >= 46) {
            view.put("is_default", type.isDefault());
        }
        return view;
    }

    private static String python(boolean value) {
        return value ? "True" : "False";
    }
}
