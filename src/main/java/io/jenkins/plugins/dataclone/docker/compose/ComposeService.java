package io.jenkins.plugins.dataclone.docker.compose;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service of the file.
 *
 * @param line where it is declared
 * @param process what runs in its containers
 * @param networks by the file's name, with the additional host names there
 * @param healthcheck empty if the image's own is to be used
 * @param dependsOn by the other service's name
 */
public record ComposeService(
        String name,
        int line,
        Process process,
        List<Port> ports,
        List<Mount> mounts,
        Map<String, List<String>> networks,
        Optional<Healthcheck> healthcheck,
        Map<String, Condition> dependsOn,
        Deploy deploy,
        Map<String, String> labels,
        List<FileMount> configs,
        List<FileMount> secrets,
        List<ExtraHost> extraHosts,
        Dns dns) {

    /**
     * @param command empty for the image's own
     * @param entrypoint empty for the image's own
     * @param user or null for the image's own
     * @param workingDir or null for the image's own
     * @param hostname or null for the engine's choice
     * @param init whether a small init process reaps children; empty for the engine's default
     * @param stopGrace time between the stop signal and the kill, or null for the engine's default
     * @param stopSignal or null for the image's own
     */
    public record Process(
            String image,
            Optional<List<String>> command,
            Optional<List<String>> entrypoint,
            Map<String, String> environment,
            String user,
            String workingDir,
            String hostname,
            Optional<Boolean> init,
            boolean readOnly,
            boolean tty,
            boolean stdinOpen,
            Duration stopGrace,
            String stopSignal) {
        /** Environment values may be secret: names only. */
        @Override
        public String toString() {
            return image + " with " + environment.keySet();
        }
    }

    /** When a service may start, seen from the one it depends on. */
    public enum Condition {
        STARTED,
        HEALTHY,
        COMPLETED
    }

    /**
     * @param hostIp address to publish on, or null for all
     * @param published port to publish, or 0 for one of the engine's choice
     * @param target the container's port
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}
     * @param host whether it is published on the node of each task instead of on all nodes (swarm only)
     */
    public record Port(String hostIp, int published, int target, String protocol, boolean host) {}

    /**
     * @param source the volume's name in the file; null for an anonymous volume and for tmpfs
     * @param target path in the container
     * @param tmpfs whether it lives in memory
     * @param noCopy whether the image's content at that path is left out of a new volume
     * @param tmpfsSize in bytes, 0 for no limit
     * @param tmpfsMode file mode, or -1 for the engine's default
     */
    public record Mount(
            String source,
            String target,
            boolean readOnly,
            boolean tmpfs,
            boolean noCopy,
            long tmpfsSize,
            int tmpfsMode) {}

    /**
     * @param test {@code [CMD, ...]}, {@code [CMD-SHELL, text]}, {@code [NONE]}; empty for the image's own
     * @param interval and the other times: null for the engine's default
     * @param retries 0 for the engine's default
     */
    public record Healthcheck(
            List<String> test,
            Duration interval,
            Duration timeout,
            int retries,
            Duration startPeriod,
            Duration startInterval) {}

    /**
     * Where a config or secret appears in the container.
     *
     * @param source its name in the file
     * @param target absolute path
     * @param uid owner's number, as text
     * @param gid group's number, as text
     */
    public record FileMount(String source, String target, String uid, String gid, int mode) {}

    /** @param address an address, or {@code host-gateway} */
    public record ExtraHost(String name, String address) {}

    public record Dns(List<String> servers, List<String> search, List<String> options) {
        public boolean isEmpty() {
            return servers.isEmpty() && search.isEmpty() && options.isEmpty();
        }
    }

    /**
     * How many, where, and what happens when they end.
     *
     * @param global one task on every node instead of a number of replicas
     * @param limits and {@code reservations}: what the tasks may and must have
     * @param restart from {@code deploy.restart_policy} or {@code restart}; null for the engine's default
     * @param dnsRoundRobin whether the service's name gives the tasks' addresses instead of a virtual one
     * @param labels of the service itself
     * @param maxPerNode 0 for no limit
     */
    public record Deploy(
            boolean global,
            int replicas,
            Resources limits,
            Resources reservations,
            Restart restart,
            boolean dnsRoundRobin,
            Map<String, String> labels,
            List<String> constraints,
            int maxPerNode,
            Update update,
            Update rollback) {}

    /** Zero for "not said". */
    public record Resources(long nanoCpus, long memory) {
        static final Resources NONE = new Resources(0, 0);
    }

    /**
     * @param condition {@code none}, {@code on-failure} or {@code any}
     * @param delay and {@code window}: null for the engine's default
     * @param maxAttempts 0 for no limit
     */
    public record Restart(String condition, Duration delay, int maxAttempts, Duration window) {}

    /** Null and -1 for the engine's default. */
    public record Update(
            int parallelism,
            Duration delay,
            String failureAction,
            Duration monitor,
            double maxFailureRatio,
            String order) {}
}
