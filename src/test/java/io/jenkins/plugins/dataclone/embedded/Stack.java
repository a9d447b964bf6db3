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
        /** Name of the resource that it is nested in; null for the stack's own. */
        final String parent;
        /** Whether it stands for a nested stack. */
        final boolean nesting;
        /** Networks that a server is on, by name or id. */
        final List<String> networks = new ArrayList<>();

        final List<String> requiredBy = new ArrayList<>();
        String physicalId = "";
        String status = "INIT_COMPLETE";
        String reason = "";
        /** A volume's size in GiB. */
        int size = 1;

        /** A server's first address, once it has one. */
        String address;

        Instant createdAt;
        Instant updatedAt;

        Part(String name, String type) {
            this(name, type, null, false);
        }

        Part(String name, String type, String parent, boolean nesting) {
            this.name = name;
            this.type = type;
            this.parent = parent;
            this.nesting = nesting;
        }
    }

    /** Something that happened to a stack or to one of its resources. */
    record Event(String id, Instant at, String resource, String physicalId, String status, String reason) {}

    final List<Part> parts = new ArrayList<>();
    /** Resources of nested stacks, as far as anybody asks for them. */
    final List<Part> nested = new ArrayList<>();

    final List<Event> events = new ArrayList<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    /** What its template makes of it; null for a cluster's. */
    HotScope scope;

    String text = "No description";
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
