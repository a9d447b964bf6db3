package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.FileMount;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Configs and secrets of a plain engine, which has no such objects: files that are copied into the created container
 * before it starts. Directories that the image lacks are made with mode 0755; those it has are left as they are.
 */
final class ContainerFiles {
    private static final int DIRECTORY_MODE = 0755;

    private final EngineConnection connection;
    private final DockerPlan plan;

    ContainerFiles(EngineConnection connection, DockerPlan plan) {
        this.connection = connection;
        this.plan = plan;
    }

    void copy(ComposeService service, String containerId) throws CloudException {
        if (service.configs().isEmpty() && service.secrets().isEmpty()) {
            return;
        }
        TarArchive archive = new TarArchive();
        for (String directory : missingDirectories(service, containerId)) {
            archive.directory(directory.substring(1), DIRECTORY_MODE);
        }
        for (FileMount mount : service.configs()) {
            add(archive, mount, plan.file().configs().get(mount.source()).data());
        }
        for (FileMount mount : service.secrets()) {
            add(archive, mount, plan.file().secrets().get(mount.source()).data());
        }
        connection.call("Copying configs and secrets of service " + service.name(), () -> connection
                .client()
                .copyArchiveToContainerCmd(containerId)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(archive.toBytes()))
                .exec());
    }

    private static void add(TarArchive archive, FileMount mount, byte[] data) {
        archive.file(mount.target().substring(1), mount.mode(), mount.uid(), mount.gid(), data);
    }

    private Set<String> missingDirectories(ComposeService service, String containerId) throws CloudException {
        Set<String> missing = new LinkedHashSet<>();
        Set<String> present = new LinkedHashSet<>();
        for (FileMount mount : service.configs()) {
            addMissing(mount.target(), containerId, missing, present);
        }
        for (FileMount mount : service.secrets()) {
            addMissing(mount.target(), containerId, missing, present);
        }
        return missing;
    }

    private void addMissing(String target, String containerId, Set<String> missing, Set<String> present)
            throws CloudException {
        Deque<String> toMake = new ArrayDeque<>();
        String directory = parent(target);
        while (!directory.isEmpty() && !missing.contains(directory) && !present.contains(directory)) {
            if (exists(containerId, directory)) {
                present.add(directory);
            } else {
                toMake.push(directory);
            }
            directory = parent(directory);
        }
        missing.addAll(toMake);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Source: Docker Engine API v1.41, "Get information about files in a container"; the library lacks the call. */
    private boolean exists(String containerId, String path) throws CloudException {
        return connection.call("Looking for directory " + path, () -> {
            Request request = Request.builder()
                    .method("HEAD")
                    .path("/containers/" + containerId + "/archive?path="
                            + URLEncoder.encode(path, StandardCharsets.UTF_8))
                    .build();
            try (DockerHttpClient.Response response = connection.http().execute(request)) {
                return response.getStatusCode() == 200;
            }
        });
    }
}
