package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Heat stack. */
final class Stack extends Resource {
    /** One resource of a stack. */
    static final class Part {
        final String name;
        final String type;
        final List<String> requiredBy = new ArrayList<>();
        String physicalId = "";
        String status = "INIT_COMPLETE";
        String reason = "";
        /** Name of the resource whose nested stack it is in, or null. */
        String parent;

        Instant createdAt;
        Instant updatedAt;

        Part(String name, String type) {
            this.name = name;
            this.type = type;
        }
    }

    /** Something that happened to a stack or to one of its resources. */
    record Event(String id, Instant at, String resource, String physicalId, String status, String reason) {}

    final List<Part> parts = new ArrayList<>();
    /** Resources of nested stacks, as far as anybody asks for them. */
    final List<Part> nested = new ArrayList<>();

    final List<Event> events = new ArrayList<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    final Map<String, String> outputs = new LinkedHashMap<>();
    final String stackUserProjectId = Ids.hex();
    final String owner;
    String statusReason;
    Integer timeoutMinutes;
    List<String> tags = List.of();
    Instant deletedAt;

    /** Made for a cluster: its tags are null then, not empty. */
    boolean ofCluster;

    Stack(String projectId, String userId, String owner, Instant createdAt) {
        super(projectId, userId, createdAt);
        this.owner = owner;
    }
}
