package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Deploy;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Resources;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Restart;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads {@code deploy} and {@code restart}. Source: Compose Deploy Specification. */
final class DeployReader {
    /** More on a test bay is a slip of the finger. */
    private static final int MOST_REPLICAS = 1000;

    private DeployReader() {}

    static Deploy read(Map<String, Element> service) {
        Element deploy = service.get("deploy");
        Map<String, Element> entries = deploy == null
                ? Map.of()
                : deploy.entries(
                        "mode",
                        "replicas",
                        "resources",
                        "restart_policy",
                        "endpoint_mode",
                        "labels",
                        "placement",
                        "update_config",
                        "rollback_config");
        boolean global = entries.containsKey("mode") && entries.get("mode").as(DeployReader::isGlobal, false);
        Element replicas = entries.get("replicas");
        if (global && replicas != null) {
            replicas.refuse("does not go with deploy.mode global, which runs one task on every node");
        }
        Map<String, Element> resources = map(entries, "resources", "limits", "reservations");
        Map<String, Element> placement = map(entries, "placement", "constraints", "max_replicas_per_node");
        return new Deploy(
                global,
                replicas == null ? 1 : replicas.whole(0, MOST_REPLICAS),
                resources(resources.get("limits")),
                resources(resources.get("reservations")),
                restart(entries.get("restart_policy"), service.get("restart")),
                entries.containsKey("endpoint_mode")
                        && entries.get("endpoint_mode").oneOf("vip", "dnsrr").equals("dnsrr"),
                entries.containsKey("labels") ? entries.get("labels").labels() : Map.of(),
                placement.containsKey("constraints")
                        ? placement.get("constraints").texts()
                        : List.of(),
                placement.containsKey("max_replicas_per_node")
                        ? placement.get("max_replicas_per_node").whole(0, MOST_REPLICAS)
                        : 0,
                update(entries.get("update_config")),
                update(entries.get("rollback_config")));
    }

    private static boolean isGlobal(String mode) {
        return switch (mode) {
            case "replicated" -> false;
            case "global" -> true;
            case "replicated-job", "global-job" ->
                throw new IllegalArgumentException("not replicated or global; a job is a service with restart: \"no\"");
            default -> throw new IllegalArgumentException("not replicated or global");
        };
    }

    private static Map<String, Element> map(Map<String, Element> entries, String key, String... known) {
        return entries.containsKey(key) ? entries.get(key).entries(known) : Map.of();
    }

    private static Resources resources(Element element) {
        if (element == null) {
            return Resources.NONE;
        }
        Map<String, Element> entries = element.entries("cpus", "memory");
        return new Resources(
                entries.containsKey("cpus") ? entries.get("cpus").as(Units::nanoCpus, 0L) : 0L,
                entries.containsKey("memory") ? entries.get("memory").as(Units::bytes, 0L) : 0L);
    }

    /** {@code restart} is what a plain engine knows; a swarm ignores it, so it is said in the swarm's words here. */
    private static Restart restart(Element policy, Element plain) {
        if (policy != null) {
            Map<String, Element> entries = policy.entries("condition", "delay", "max_attempts", "window");
            return new Restart(
                    entries.containsKey("condition")
                            ? entries.get("condition").oneOf("any", "on-failure", "none")
                            : "any",
                    duration(entries, "delay"),
                    entries.containsKey("max_attempts")
                            ? entries.get("max_attempts").whole(0, Integer.MAX_VALUE)
                            : 0,
                    duration(entries, "window"));
        }
        if (plain == null) {
            return null;
        }
        return plain.as(
                text -> {
                    if (text.matches("on-failure:\\d{1,6}")) {
                        return new Restart(
                                "on-failure", null, Integer.parseInt(text.substring(text.indexOf(':') + 1)), null);
                    }
                    return switch (text) {
                        case "no" -> new Restart("none", null, 0, null);
                        case "always", "unless-stopped" -> new Restart("any", null, 0, null);
                        case "on-failure" -> new Restart("on-failure", null, 0, null);
                        default ->
                            throw new IllegalArgumentException(
                                    "not one of \"no\", always, on-failure, on-failure:<times>, unless-stopped");
                    };
                },
                null);
    }

    private static Update update(Element element) {
        if (element == null) {
            return null;
        }
        Map<String, Element> entries =
                element.entries("parallelism", "delay", "failure_action", "monitor", "max_failure_ratio", "order");
        return new Update(
                entries.containsKey("parallelism") ? entries.get("parallelism").whole(0, MOST_REPLICAS) : -1,
                duration(entries, "delay"),
                entries.containsKey("failure_action")
                        ? entries.get("failure_action").oneOf("pause", "continue", "rollback")
                        : null,
                duration(entries, "monitor"),
                entries.containsKey("max_failure_ratio")
                        ? entries.get("max_failure_ratio").as(DeployReader::ratio, -1.0)
                        : -1.0,
                entries.containsKey("order") ? entries.get("order").oneOf("stop-first", "start-first") : null);
    }

    private static double ratio(String text) {
        if (text.matches("0(\\.\\d+)?|1(\\.0+)?")) {
            return Double.parseDouble(text);
        }
        throw new IllegalArgumentException("not a number from 0 to 1");
    }

    static Duration duration(Map<String, Element> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).duration() : null;
    }
}
