package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Magnum cluster template; {@code fields} are the members a user may give, as given. */
final class ClusterTemplate extends Resource {
    final Map<String, Object> fields = new LinkedHashMap<>();
    boolean isPublic;

    /** What clusters of this template report as {@code api_address}; null: an address nobody answers on. */
    String apiAddress;

    ClusterTemplate(String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
    }

    String text(String field) {
        Object value = fields.get(field);
        return value == null ? null : value.toString();
    }

    String coe() {
        return text("coe");
    }
}
