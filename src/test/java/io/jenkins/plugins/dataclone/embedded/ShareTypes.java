package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The share types of the cloud and Manila's {@code /types}. */
final class ShareTypes {
    private final CloudState cloud;
    private final List<ShareType> types = new ArrayList<>(List.of(
            ShareType.of("default", "LVM", false, true),
            ShareType.of("dummy", "DUMMY", false, true),
            ShareType.of("dummy-dhss", "DUMMY", true, true),
            ShareType.of("no-snapshots", "LVM", false, false)));

    ShareTypes(CloudState cloud) {
        this.cloud = cloud;
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
            adminOnly(call);
            return Answer.ok(Json.map("extra_specs", view(call, known(call)).get("extra_specs")));
        });
        router.on("POST", "/v2/{project}/types", this::create);
        router.on("DELETE", "/v2/{project}/types/{id}", this::delete);
    }

    private Answer create(Call call) throws IOException {
        adminOnly(call);
        JsonNode asked = call.json().path("share_type");
        String name = Json.string(asked, "name");
        if (find(name) != null) {
            throw new ApiError(409, "Share Type %(id)s already exists.");
        }
        ShareType type = new ShareType(Ids.uuid(), name, false, Json.strings(asked.path("extra_specs")));
        types.add(type);
        return one(call, type);
    }

    private Answer delete(Call call) {
        adminOnly(call);
        ShareType type = known(call);
        if (cloud.store.shares.all().stream().anyMatch(share -> share.type.equals(type))) {
            throw new ApiError(400, "Target share type is still in use.");
        }
        types.remove(type);
        return Answer.accepted();
    }

    private static void adminOnly(Call call) {
        if (!call.token.admin()) {
            throw new ApiError(403, "Access was denied to this resource.");
        }
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
        Map<String, Object> specs = Json.map();
        specs.putAll(type.specs());
        if (!call.token.admin()) {
            // members are not told of the back end, but of everything that they cannot have
            specs.remove(ShareType.BACK_END);
            specs.putIfAbsent(ShareType.SNAPSHOTS, false);
            specs.putIfAbsent(ShareType.CREATE_FROM_SNAPSHOT, false);
            specs.putIfAbsent(ShareType.REVERT, false);
            if (call.minor >= 32) {
                specs.put("mount_snapshot_support", false);
            }
        }
        Map<String, Object> view = Json.map(
                "id", type.id(),
                "name", type.name(),
                "extra_specs", specs,
                "required_extra_specs",
                        Json.map(ShareType.SHARE_SERVERS, type.specs().get(ShareType.SHARE_SERVERS)));
        view.put(call.minor >= 7 ? "share_type_access:is_public" : "os-share-type-access:is_public", true);
        if (call.minor >= 41) {
            view.put("description", null);
        }
        if (call.minor >= 46) {
            view.put("is_default", type.isDefault());
        }
        return view;
    }
}
