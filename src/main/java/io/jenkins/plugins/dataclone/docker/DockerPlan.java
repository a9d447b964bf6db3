package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.docker.compose.ComposeFile;
import io.jenkins.plugins.dataclone.docker.compose.ComposeFile.Content;
import io.jenkins.plugins.dataclone.docker.compose.ComposeFile.NamedVolume;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.FileMount;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Mount;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checked Compose file with the names its objects get on the engine. Holds secrets; shows none.
 *
 * @param clones the volumes that take the place of the file's own, by the file's name
 */
record DockerPlan(String stack, String fileName, ComposeFile file, Map<String, Volume> clones)
        implements StackDeployer.Plan {
    /** Swarm: a service's name is a host name of one label. */
    private static final int LONGEST_SERVICE_NAME = 63;

    private static final int LONGEST_OBJECT_NAME = 64;
    private static final int HASH_LENGTH = 8;

    static DockerPlan of(StackRequest request, ComposeFile file) throws CloudException {
        List<String> unknown = new ArrayList<>(request.volumes().keySet());
        unknown.removeAll(file.volumes().keySet());
        if (!unknown.isEmpty()) {
            throw CloudException.of(
                    Kind.REFUSED,
                    request.fileName() + " declares no volume " + String.join(", ", unknown)
                            + " that could become the clone; declared are "
                            + (file.volumes().isEmpty()
                                    ? "none"
                                    : String.join(", ", file.volumes().keySet())));
        }
        DockerPlan plan = new DockerPlan(request.name(), request.fileName(), file, request.volumes());
        for (ComposeService service : file.services().values()) {
            plan.checkNodes(service);
            plan.checkLength(service.line(), "service", plan.serviceName(service.name()), LONGEST_SERVICE_NAME);
        }
        for (String name : file.configs().keySet()) {
            plan.checkLength(file.configs().get(name).line(), "config", plan.configName(name), LONGEST_OBJECT_NAME);
        }
        for (String name : file.secrets().keySet()) {
            plan.checkLength(file.secrets().get(name).line(), "secret", plan.secretName(name), LONGEST_OBJECT_NAME);
        }
        return plan;
    }

    private void checkLength(int line, String kind, String name, int longest) throws CloudException {
        if (name.length() > longest) {
            throw CloudException.of(
                    Kind.REFUSED,
                    fileName + ", line " + line + ": the " + kind + " would be called " + name
                            + " on the engine, which is " + (name.length() - longest)
                            + " characters too long; give it a shorter name");
        }
    }

    @Override
    public List<String> services() {
        return file.serviceNames();
    }

    @Override
    public List<String> volumes() {
        return List.copyOf(file.volumes().keySet());
    }

    String serviceName(String service) {
        return stack + "_" + service;
    }

    String networkName(String network) {
        String fixed = file.networks().get(network).name();
        return fixed == null ? stack + "_" + network : fixed;
    }

    String volumeName(String volume) {
        String fixed = file.volumes().get(volume).name();
        return fixed == null ? stack + "_" + volume : fixed;
    }

    /** Configs and secrets never change under a name: the content's hash is part of it. */
    String configName(String config) {
        return contentName(config, file.configs().get(config));
    }

    String secretName(String secret) {
        return contentName(secret, file.secrets().get(secret));
    }

    private String contentName(String name, Content content) {
        return stack + "_" + name + "_"
                + Fingerprint.of((Object) content.data()).substring(0, HASH_LENGTH);
    }

    /** How the volume is made: the clone's way if it stands for one, else the file's. */
    Volume volume(String name) {
        NamedVolume declared = file.volumes().get(name);
        Volume own = new Volume(declared.driver() == null ? "local" : declared.driver(), declared.options());
        return clones.getOrDefault(name, own);
    }

    /** Where tasks of the service may run: where the file says, and where the disks are that it mounts. */
    List<String> constraints(ComposeService service) {
        List<String> constraints = new ArrayList<>(service.deploy().constraints());
        for (String node : nodes(service)) {
            constraints.add("node.hostname==" + node);
        }
        return constraints;
    }

    /** The nodes of which each is the only one to have a disk that the service mounts. */
    private List<String> nodes(ComposeService service) {
        return service.mounts().stream()
                .filter(mount -> mount.source() != null)
                .map(mount -> volume(mount.source()).node())
                .filter(node -> node != null)
                .distinct()
                .toList();
    }

    private void checkNodes(ComposeService service) throws CloudException {
        List<String> nodes = nodes(service);
        if (nodes.size() > 1) {
            throw CloudException.of(
                    Kind.REFUSED,
                    fileName + ", line " + service.line() + ": service " + service.name()
                            + " mounts clones that are attached to different nodes of the bay ("
                            + String.join(", ", nodes) + "); attach them to the same one");
        }
    }

    /** The named volumes that services mount. */
    List<String> usedVolumes() {
        return file.services().values().stream()
                .flatMap(service -> service.mounts().stream())
                .map(Mount::source)
                .filter(source -> source != null)
                .distinct()
                .toList();
    }

    /** Changes when a running task of the service has to be replaced. */
    String taskFingerprint(ComposeService service) {
        Map<String, Object> around = new LinkedHashMap<>();
        for (Mount mount : service.mounts()) {
            if (mount.source() != null) {
                around.put("volume " + volumeName(mount.source()), volume(mount.source()));
            }
        }
        for (String network : service.networks().keySet()) {
            around.put("network " + networkName(network), file.networks().get(network));
        }
        for (FileMount config : service.configs()) {
            around.put("config " + configName(config.source()), config);
        }
        for (FileMount secret : service.secrets()) {
            around.put("secret " + secretName(secret.source()), secret);
        }
        return Fingerprint.of(
                service.process(),
                service.mounts(),
                service.networks(),
                service.healthcheck(),
                service.labels(),
                service.extraHosts(),
                service.dns(),
                service.deploy().limits(),
                service.deploy().reservations(),
                String.valueOf(service.deploy().restart()),
                constraints(service),
                service.ports().stream().filter(ComposeService.Port::host).toList(),
                around);
    }

    /** Changes when anything about the service does. */
    String serviceFingerprint(ComposeService service) {
        return Fingerprint.of(taskFingerprint(service), service.ports(), service.deploy(), service.dependsOn());
    }

    @Override
    public String toString() {
        return "stack " + stack + " from " + fileName + " with " + services();
    }
}
