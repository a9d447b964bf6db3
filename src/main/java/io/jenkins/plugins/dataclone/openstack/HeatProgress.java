package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.StackProgress;
import java.util.List;
import java.util.Locale;

/** What a stack's resources tell of its progress. Source: Orchestration API v1, "List resources". */
final class HeatProgress {
    private HeatProgress() {}

    static StackProgress of(List<JsonNode> resources) {
        int complete = 0;
        String current = null;
        String failure = null;
        boolean own = false;
        for (JsonNode resource : resources) {
            String status = Json.textOrEmpty(resource, "resource_status").toUpperCase(Locale.ROOT);
            if (status.endsWith("_COMPLETE") && !status.startsWith("INIT")) {
                complete++;
            } else if (status.endsWith("_IN_PROGRESS") && (current == null || isGroup(current))) {
                current = name(resource);
            } else if (status.endsWith("_FAILED") && !own) {
                String reason = Json.textOrEmpty(resource, "resource_status_reason");
                // a group repeats its member's reason, with the way to the member in front
                own = !reason.isEmpty() && !isRepeated(resource, reason) && !reason.contains("aborted");
                if (own || failure == null) {
                    failure = name(resource) + ": " + reason;
                }
            }
        }
        return new StackProgress(complete, resources.size(), current, failure);
    }

    /** Heat puts {@code resources.<name>:} before a reason, once for each level below the one that reports it. */
    private static boolean isRepeated(JsonNode resource, String reason) {
        String own = "resources." + Json.textOrEmpty(resource, "resource_name") + ":";
        return reason.replace(own, "").contains("resources.");
    }

    /** The last part of the type tells people more than the template's word for the resource alone. */
    private static String name(JsonNode resource) {
        String type = Json.textOrEmpty(resource, "resource_type");
        String shortType = type.substring(Math.max(type.lastIndexOf(':'), type.lastIndexOf('/')) + 1);
        return Json.textOrEmpty(resource, "resource_name") + " (" + shortType + ")";
    }

    private static boolean isGroup(String name) {
        return name.endsWith("(ResourceGroup)") || name.endsWith(".yaml)");
    }
}
