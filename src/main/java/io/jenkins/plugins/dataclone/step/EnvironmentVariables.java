package io.jenkins.plugins.dataclone.step;

import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Provisioned;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The variables that the body of {@code withDataClone} sees. None of them is a secret. */
final class EnvironmentVariables {
    private static final String PREFIX = "DATACLONE_";

    private EnvironmentVariables() {}

    static Map<String, String> of(String environmentId, Provisioned provisioned) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(PREFIX + "ENV_ID", environmentId);
        CloneResult data = provisioned.data();
        String source = PREFIX + upper(data.source()) + "_";
        variables.put(source + "ID", data.id());
        variables.put(source + "EXPORT", data.export().location());
        variables.put(source + "HOST", data.export().host());
        variables.put(source + "PATH", data.export().path());
        provisioned.bay().ifPresent(bay -> {
            variables.put(PREFIX + "BAY_ID", bay.id());
            variables.put(PREFIX + "BAY_NAME", bay.name());
            if (bay.coe().startsWith("swarm") && !bay.apiAddress().isEmpty()) {
                variables.put("DOCKER_HOST", bay.apiAddress());
            }
        });
        provisioned.stack().ifPresent(stack -> {
            variables.put(PREFIX + "STACK", stack.name());
            stack.endpoints().forEach((service, url) -> variables.put(PREFIX + upper(service) + "_URL", url));
        });
        return variables;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
