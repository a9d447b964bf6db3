package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all objects of the cloud have in common. Guarded by the lock of the cloud. */
class Resource {
    final String id = Ids.uuid();
    final String projectId;
    final String userId;
    final Instant createdAt;
    Instant updatedAt;
    String name;
    String description;
    String status;
    Map<String, String> metadata = new LinkedHashMap<>();

    /** Belongs to production: the write detector watches it and it is not counted as living. */
    boolean production;

    /** Part of the cloud's furniture (e.g. public templates): not counted as made or living. */
    boolean furniture;

    /** Lists leave it out before this time, and for this many list calls. */
    Instant listedFrom = Instant.MIN;

    int hiddenFromLists;

    Resource(String projectId, String userId, Instant createdAt) {
        this.projectId = projectId;
        this.userId = userId;
        this.createdAt = createdAt;
    }
}
