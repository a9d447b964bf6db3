package io.jenkins.plugins.dataclone.task;

import hudson.FilePath;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The client certificate of a bay as a directory on the agent, in the form that the Docker client expects in
 * {@code DOCKER_CERT_PATH}: outside the workspace's files, readable by the build's user only, there for the length of a block.
 */
public final class TlsDirectory {
    private static final int OWNER_ONLY_DIRECTORY = 0700;
    private static final int OWNER_ONLY_FILE = 0600;

    private TlsDirectory() {}

    /**
     * Makes the directory for the bay of an environment.
     *
     * @return its path on the agent; empty if there is no workspace, or no bay that a Docker client reaches with a
     *     certificate
     */
    public static Optional<String> create(
            BuildContext build, DataCloneRuntime runtime, String environmentId, Provisioned provisioned)
            throws CloudException, IOException, InterruptedException {
        Optional<BayResult> docker = provisioned.bay().filter(bay -> bay.coe().startsWith("swarm"));
        FilePath workspace = build.workspace();
        if (docker.isEmpty() || workspace == null) {
            return Optional.empty();
        }
        Optional<ClientCertificate> certificate =
                runtime.engine(environmentId, docker.get().name()).certificate();
        return certificate.isEmpty() ? Optional.empty() : Optional.of(write(workspace, certificate.get()));
    }

    /** What tells a Docker client of the directory. */
    public static Map<String, String> variables(String path) {
        return Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", path);
    }

    private static String write(FilePath workspace, ClientCertificate certificate)
            throws IOException, InterruptedException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new IOException("There is no place beside the workspace " + workspace.getRemote()
                    + " where the certificate of the bay could be kept");
        }
        temporary.mkdirs();
        FilePath directory = temporary.createTempDir("dataclone", "tls");
        boolean complete = false;
        try {
            directory.chmod(OWNER_ONLY_DIRECTORY);
            write(directory, "ca.pem", certificate.caPem());
            write(directory, "cert.pem", certificate.certificatePem());
            write(directory, "key.pem", certificate.keyPem());
            complete = true;
            return directory.getRemote();
        } finally {
            if (!complete) {
                directory.deleteRecursive();
            }
        }
    }

    /** At the end of the block; an agent that is away keeps a certificate whose bay is gone. */
    public static void delete(BuildContext build, String path, BuildLog log) {
        String problem;
        try {
            FilePath workspace = build.workspace();
            if (workspace != null) {
                workspace.child(path).deleteRecursive();
                return;
            }
            problem = "the agent is away";
        } catch (IOException | RuntimeException e) {
            problem = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        log.warn("The certificate of the bay, which is useless without the bay, stays on the agent in " + path + ": "
                + problem);
    }

    /** Closed to others before there is anything in it. */
    private static void write(FilePath directory, String name, String pem) throws IOException, InterruptedException {
        FilePath file = directory.child(name);
        file.write("", StandardCharsets.UTF_8.name());
        file.chmod(OWNER_ONLY_FILE);
        file.write(pem, StandardCharsets.UTF_8.name());
    }
}
