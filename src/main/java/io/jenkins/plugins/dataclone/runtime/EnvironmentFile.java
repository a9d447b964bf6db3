package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An environment as it is on disk. Fields may be added, with a default for files that lack them; none may be renamed, removed
 * or given another meaning. Times are ISO 8601 in UTC with all their digits, states and kinds are the names of their constants.
 */
final class EnvironmentFile {
    static final int VERSION = 1;

    /** Format of the file. A reader takes newer ones too and ignores what it does not know. */
    int version = VERSION;

    String id;
    String name;
    /** Identity of the controller. */
    String controller;
    /** Externalizable id of the run. */
    String ownerRun;

    /** Relative to the root URL. */
    String ownerUrl;

    String ownerStartedAt;
    /** {@link EnvironmentState}. */
    String state;

    String createdAt;
    String expiresAt;
    /** In files without it, its expiry cannot be moved. */
    String mayLiveUntil;
    /** Absent unless it was kept for debugging. */
    String keptBecause;
    /** Absent while the environment is in use. */
    String releasedAt;
    /** Absent while the environment is in use. */
    String releaseReason;
    /** Absent until it has ended. */
    String endedAt;
    /** Absent while nothing went wrong. */
    String problem;

    List<ResourceEntry> resources = new ArrayList<>();

    /** A resource as it is on disk. */
    static final class ResourceEntry {
        /** {@link ResourceKind}. */
        String kind;

        String cloud;
        String name;
        /** {@link ResourceState}. */
        String state;
        /** The cloud's id; absent while it is not known. */
        String id;

        Map<String, String> attributes = new TreeMap<>();
        /** Absent before a request has left. */
        String requestedAt;
        /** Absent before it was usable. */
        String readyAt;
        /** Absent before it was confirmed gone. */
        String goneAt;
        /** Absent while nothing went wrong. */
        String problem;
    }

    static EnvironmentFile of(Environment environment) {
        EnvironmentFile file = new EnvironmentFile();
        file.id = environment.id();
        file.name = environment.name();
        file.controller = environment.controller();
        file.ownerRun = environment.owner().run();
        file.ownerUrl = environment.owner().url();
        file.ownerStartedAt = text(environment.owner().startedAt());
        file.state = environment.state().name();
        file.createdAt = text(environment.createdAt());
        file.expiresAt = text(environment.expiresAt());
        file.mayLiveUntil = text(environment.mayLiveUntil());
        file.keptBecause = environment.keptBecause();
        file.releasedAt = text(environment.releasedAt());
        file.releaseReason = environment.releaseReason();
        file.endedAt = text(environment.endedAt());
        file.problem = environment.problem();
        environment.resources().forEach(resource -> file.resources.add(entry(resource)));
        return file;
    }

    private static ResourceEntry entry(Resource resource) {
        ResourceEntry entry = new ResourceEntry();
        entry.kind = resource.kind().name();
        entry.cloud = resource.cloud();
        entry.name = resource.name();
        entry.state = resource.state().name();
        entry.id = resource.id();
        entry.attributes.putAll(resource.attributes());
        entry.requestedAt = text(resource.requestedAt());
        entry.readyAt = text(resource.readyAt());
        entry.goneAt = text(resource.goneAt());
        entry.problem = resource.problem();
        return entry;
    }

    /**
     * The environment that the file tells of.
     *
     * @throws RuntimeException if a field is missing or holds a word that this version does not know; the message names it
     */
    Environment environment() {
        if (version < VERSION) {
            throw new IllegalArgumentException("version " + version + " is not a version of this file");
        }
        return new Environment(
                given("id", id),
                given("name", name),
                given("controller", controller),
                new Owner(
                        given("ownerRun", ownerRun),
                        given("ownerUrl", ownerUrl),
                        time("ownerStartedAt", ownerStartedAt)),
                EnvironmentState.valueOf(given("state", state)),
                time("createdAt", createdAt),
                time("expiresAt", expiresAt),
                mayLiveUntil == null ? time("expiresAt", expiresAt) : Instant.parse(mayLiveUntil),
                keptBecause,
                timeOrNull(releasedAt),
                releaseReason,
                timeOrNull(endedAt),
                problem,
                given("resources", resources).stream()
                        .map(EnvironmentFile::resource)
                        .toList());
    }

    private static Resource resource(ResourceEntry entry) {
        return new Resource(
                ResourceKind.valueOf(given("kind", entry.kind)),
                given("cloud", entry.cloud),
                given("name", entry.name),
                ResourceState.valueOf(given("state", entry.state)),
                entry.id,
                given("attributes", entry.attributes),
                timeOrNull(entry.requestedAt),
                timeOrNull(entry.readyAt),
                timeOrNull(entry.goneAt),
                entry.problem);
    }

    private static <T> T given(String field, T value) {
        if (value == null) {
            throw new IllegalArgumentException("field '" + field + "' is missing");
        }
        return value;
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    private static Instant time(String field, String text) {
        return Instant.parse(given(field, text));
    }

    private static Instant timeOrNull(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
