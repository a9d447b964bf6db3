package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.model.StackResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Results as Pipelines see them: maps of plain text, which survive a restart and need no approval in the sandbox. */
final class Values {
    private Values() {}

    static Map<String, String> of(CloneResult clone) {
        Map<String, String> value = new LinkedHashMap<>();
        value.put("id", clone.id());
        value.put("name", clone.name());
        value.put("cloud", clone.cloud());
        value.put("source", clone.source());
        value.put("kind", clone.kind().word());
        if (clone.kind() == DataKind.SHARE) {
            value.put("protocol", clone.protocol());
            value.put("exportLocation", clone.export().location());
            value.put("host", clone.export().host());
            value.put("path", clone.export().path());
        } else {
            value.put("server", joined(clone, Attached::server));
            value.put("serverId", joined(clone, Attached::serverId));
            value.put("device", joined(clone, Attached::device));
        }
        value.put("snapshotId", clone.snapshotId());
        value.put("dataTime", text(clone.dataTime()));
        value.put("sizeGiB", Integer.toString(clone.sizeGiB()));
        value.put("cloneSeconds", Long.toString(clone.took().toSeconds()));
        return value;
    }

    /** Of every server that a volume is attached to, separated by commas; nothing if it is attached to none. */
    static String joined(CloneResult clone, Function<Attached, String> fact) {
        return clone.attached().stream().map(fact).collect(Collectors.joining(","));
    }

    /** ISO 8601 in UTC, or nothing if it is not known. */
    static String text(Instant time) {
        return time == null ? "" : time.toString();
    }

    static Map<String, String> of(CheckpointResult checkpoint) {
        Map<String, String> value = new LinkedHashMap<>();
        value.put("name", checkpoint.name());
        value.put("id", checkpoint.id());
        value.put("kind", checkpoint.kind().name().toLowerCase(Locale.ROOT));
        value.put("cloud", checkpoint.cloud());
        value.put("clone", checkpoint.cloneName());
        value.put("takenAt", text(checkpoint.takenAt()));
        return value;
    }

    /** The clone as it is now, and whether it is another one. */
    static Map<String, String> of(RollbackResult rollback) {
        Map<String, String> value = of(rollback.data());
        value.put("checkpoint", rollback.checkpoint());
        value.put("replaced", Boolean.toString(rollback.replaced()));
        return value;
    }

    static Map<String, String> of(BayResult bay) {
        Map<String, String> value = new LinkedHashMap<>();
        value.put("id", bay.id());
        value.put("name", bay.name());
        value.put("cloud", bay.cloud());
        value.put("template", bay.template());
        value.put("apiAddress", bay.apiAddress());
        value.put("coe", bay.coe());
        value.put("nodeCount", Integer.toString(bay.nodeCount()));
        return value;
    }

    /** Services as one text, separated by commas; the address of each published service under its name too. */
    static Map<String, Object> of(StackResult stack) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", stack.name());
        value.put("bay", stack.bay());
        value.put("services", String.join(",", stack.services()));
        value.put("endpoints", new LinkedHashMap<>(stack.endpoints()));
        value.put("outputs", new LinkedHashMap<>(stack.outputs()));
        return value;
    }
}
