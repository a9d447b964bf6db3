package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.model.Attached;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.model.StackResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The variables that a build sees of its environment. None of them is a secret. */
public final class Variables {
    private static final String PREFIX = "DATACLONE_";

    private Variables() {}

    /** What is there in every environment. */
    public static Map<String, String> of(String environmentId) {
        return Map.of(PREFIX + "ENV_ID", environmentId);
    }

    static Map<String, String> of(Provisioned provisioned) {
        Map<String, String> variables = new LinkedHashMap<>(of(provisioned.data()));
        provisioned.bay().ifPresent(bay -> {
            variables.putAll(of(bay));
            variables.putAll(client(bay));
        });
        provisioned.stack().ifPresent(stack -> variables.putAll(of(stack)));
        return variables;
    }

    static Map<String, String> of(CloneResult data) {
        String source = PREFIX + upper(data.source()) + "_";
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(source + "ID", data.id());
        variables.put(source + "NAME", data.name());
        variables.put(source + "KIND", data.kind().word());
        if (data.kind() == DataKind.SHARE) {
            variables.put(source + "EXPORT", data.export().location());
            variables.put(source + "HOST", data.export().host());
            variables.put(source + "PATH", data.export().path());
        } else {
            variables.put(source + "SERVER", Values.joined(data, Attached::server));
            variables.put(source + "DEVICE", Values.joined(data, Attached::device));
        }
        variables.put(source + "SNAPSHOT_ID", data.snapshotId());
        variables.put(source + "DATA_TIME", Values.text(data.dataTime()));
        return variables;
    }

    static Map<String, String> of(BayResult bay) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(PREFIX + "BAY_ID", bay.id());
        variables.put(PREFIX + "BAY_NAME", bay.name());
        variables.put(PREFIX + "BAY_ADDRESS", bay.apiAddress());
        return variables;
    }

    /** What a client of the bay finds by itself; see {@link TlsDirectory} for the rest. */
    public static Map<String, String> client(BayResult bay) {
        return bay.coe().startsWith("swarm") && !bay.apiAddress().isEmpty()
                ? Map.of("DOCKER_HOST", bay.apiAddress())
                : Map.of();
    }

    static Map<String, String> of(StackResult stack) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(PREFIX + "STACK", stack.name());
        stack.endpoints().forEach((service, url) -> variables.put(PREFIX + upper(service) + "_URL", url));
        stack.outputs().forEach((name, value) -> variables.put(PREFIX + "OUTPUT_" + upper(name), value));
        return variables;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
