package io.jenkins.plugins.dataclone.docker.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to write instead of the keys of the Compose Specification that are not supported. Each says what its author may have
 * wanted; a key of no file has none.
 */
final class Hints {
    static final Map<String, String> SERVICE = new HashMap<>();
    /** For everything below a service, and for networks, configs and secrets. */
    static final Map<String, String> ELSEWHERE = new HashMap<>();

    private static final String RIGHTS = "containers on a bay run without additional rights; leave it out";
    private static final String NODE = "that is for the nodes of the bay to decide; leave it out";
    private static final String LIMITS = "use deploy.resources.limits";

    static {
        for (String key :
                List.of("privileged", "cap_add", "security_opt", "userns_mode", "credential_spec", "group_add")) {
            SERVICE.put(key, RIGHTS);
        }
        for (String key : List.of("devices", "device_cgroup_rules", "gpus")) {
            SERVICE.put(key, "containers on a bay run without devices of the node; leave it out");
        }
        for (String key : List.of(
                "ulimits",
                "sysctls",
                "runtime",
                "cgroup",
                "cgroup_parent",
                "isolation",
                "platform",
                "storage_opt",
                "oom_kill_disable",
                "oom_score_adj",
                "blkio_config")) {
            SERVICE.put(key, NODE);
        }
        for (String key : List.of("cpus", "cpu_count", "cpu_percent", "cpu_quota", "cpu_period", "mem_limit")) {
            SERVICE.put(key, LIMITS);
        }
        for (String key : List.of("memswap_limit", "mem_swappiness", "pids_limit", "cpu_rt_period", "cpu_rt_runtime")) {
            SERVICE.put(key, "of limits there are deploy.resources.limits.cpus and memory; leave it out");
        }
        for (String key : List.of("cpu_shares", "cpuset", "mem_reservation")) {
            SERVICE.put(key, "use deploy.resources.reservations");
        }
        for (String key : List.of("network_mode", "ipc", "pid", "uts")) {
            SERVICE.put(key, "containers share nothing with the node or with each other; use networks and volumes");
        }
        SERVICE.put(
                "build",
                "images are not built on a bay; build and push the image in the Pipeline, then name it with image");
        SERVICE.put("container_name", "names are made from the stack and the service, so that stacks do not collide");
        SERVICE.put("links", "services of one network find each other by name");
        SERVICE.put("external_links", "only services of this file are there; declare it here");
        SERVICE.put("extends", "use YAML anchors and <<, or the output of docker compose config");
        SERVICE.put("profiles", "leave the service out, or use a file of its own");
        SERVICE.put("scale", "use deploy.replicas");
        SERVICE.put("logging", "the nodes of the bay decide where logs go; leave it out");
        SERVICE.put("log_driver", SERVICE.get("logging"));
        SERVICE.put("log_opt", SERVICE.get("logging"));
        SERVICE.put("cap_drop", "containers on a bay have the engine's usual rights; leave it out, or use user");
        SERVICE.put("shm_size", "mount a tmpfs at /dev/shm: under volumes, type: tmpfs with tmpfs.size");
        SERVICE.put("pull_policy", "an image is pulled where it is missing; give it a tag of its own for each version");
        SERVICE.put("volumes_from", "name the same volumes in both services");
        SERVICE.put("volume_driver", "use driver of the volume under volumes");
        SERVICE.put("domainname", "use hostname");
        SERVICE.put("mac_address", "the engine chooses it; leave it out");
        SERVICE.put("annotations", "use labels");
        SERVICE.put("label_file", "use labels");
        SERVICE.put("attach", "that is for docker compose up; leave it out");
        SERVICE.put("develop", "that is for docker compose watch; leave it out");
        SERVICE.put("post_start", "use a service of its own, with depends_on");
        SERVICE.put("pre_stop", "catch the stop signal in the container");
        SERVICE.put("provider", "use a service with an image");
        SERVICE.put("models", SERVICE.get("provider"));

        ELSEWHERE.put("external", "nothing exists on a fresh bay before the stack; declare it here");
        ELSEWHERE.put("ipam", "the engine chooses the addresses, and services find each other by name; leave it out");
        for (String key : List.of("ipv4_address", "ipv6_address", "link_local_ips", "enable_ipv4", "enable_ipv6")) {
            ELSEWHERE.put(key, ELSEWHERE.get("ipam"));
        }
        for (String key : List.of("priority", "gw_priority", "interface_name", "mac_address", "driver_opts")) {
            ELSEWHERE.put(key, "the engine chooses that; leave it out");
        }
        ELSEWHERE.put("driver", "write the content here, or name a file or a variable");
        ELSEWHERE.put("template_driver", "use variables in content");
        ELSEWHERE.put("pids", "of limits there are cpus and memory; leave it out");
        ELSEWHERE.put("devices", SERVICE.get("devices"));
        ELSEWHERE.put("generic_resources", SERVICE.get("devices"));
        ELSEWHERE.put("preferences", "use constraints or max_replicas_per_node");
        ELSEWHERE.put("bind", "the files of the workspace are not on the nodes of a bay; use a config");
        ELSEWHERE.put("consistency", "that is for directories of the node; leave it out");
        ELSEWHERE.put("subpath", "mount the volume as a whole");
        ELSEWHERE.put("format", "write NAME=value lines; leave it out");
    }

    private Hints() {}
}
