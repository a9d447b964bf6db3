package io.jenkins.plugins.dataclone.embedded;

import java.util.function.Function;

/** {@code /metadata} of volumes and snapshots: POST adds, PUT replaces. */
final class CinderMetadata {
    private CinderMetadata() {}

    static void routes(Router router, String collection, Function<Call, Resource> find) {
        String path = "/v3/{project}/" + collection + "/{id}/metadata";
        router.on("GET", path, call -> shown(find.apply(call)));
        router.on("POST", path, call -> {
            Resource row = find.apply(call);
            row.metadata.putAll(Json.strings(call.json().path("metadata")));
            return shown(row);
        });
        router.on("PUT", path, call -> {
            Resource row = find.apply(call);
            row.metadata = Json.strings(call.json().path("metadata"));
            return shown(row);
        });
        router.on("DELETE", path + "/{key}", call -> {
            if (find.apply(call).metadata.remove(call.var("key")) == null) {
                throw new ApiError(404, "Metadata item was not found");
            }
            return Answer.empty(200);
        });
    }

    private static Answer shown(Resource row) {
        return Answer.ok(Json.map("metadata", row.metadata));
    }
}
