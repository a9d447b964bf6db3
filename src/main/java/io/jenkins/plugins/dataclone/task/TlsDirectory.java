package io.jenkins.plugins.dataclone.task;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.Kubeconfig;
import io.jenkins.plugins.dataclone.runtime.AgentCall;
import io.jenkins.plugins.dataclone.runtime.AgentFiles;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The way into a bay as a directory on the agent, in the form that its client expects: certificates for Docker's
 * {@code DOCKER_CERT_PATH}, a {@code KUBECONFIG} for Kubernetes. Outside the workspace's files, readable by the build's user only,
 * there for the length of a block, or as long as the environment.
 */
public final class TlsDirectory {
    private static final String KUBECONFIG = "kubeconfig";
    private static final int OWNER_ONLY_DIRECTORY = 0700;
    private static final int OWNER_ONLY_FILE = 0600;

    private TlsDirectory() {}

    /**
     * Makes the directory for the bay of an environment.
     *
     * @param made the bay, if there is one
     * @return its path on the agent; empty if there is no workspace, or no bay whose client needs files
     */
    public static Optional<String> create(
            BuildContext build, DataCloneRuntime runtime, String environmentId, Optional<BayResult> made)
            throws CloudException, IOException, InterruptedException {
        Optional<BayResult> bay = made.filter(each -> isDocker(each) || isKubernetes(each));
        FilePath workspace = build.workspace();
        if (bay.isEmpty() || bay.get().apiAddress().isEmpty() || workspace == null) {
            return Optional.empty();
        }
        Map<String, String> files =
                files(bay.get(), runtime.engine(environmentId, bay.get().name()));
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(AgentCall.within(
                        "Putting the certificate of the bay onto the agent",
                        AgentCall.LIMIT,
                        () -> write(workspace, runtime, environmentId, files)));
    }

    private static Map<String, String> files(BayResult bay, Engine engine) {
        if (isKubernetes(bay)) {
            return Map.of(KUBECONFIG, Kubeconfig.of(engine));
        }
        return engine.certificate()
                .map(tls -> Map.of("ca.pem", tls.caPem(), "cert.pem", tls.certificatePem(), "key.pem", tls.keyPem()))
                .orElse(Map.of());
    }

    /** What tells the bay's client of the directory. */
    public static Map<String, String> variables(String path, Optional<BayResult> bay) {
        if (bay.filter(TlsDirectory::isKubernetes).isPresent()) {
            // the agent need not run what the controller runs
            String separator = path.contains("\\") ? "\\" : "/";
            return Map.of("KUBECONFIG", path + separator + KUBECONFIG);
        }
        return Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", path);
    }

    private static boolean isDocker(BayResult bay) {
        return bay.coe().startsWith("swarm");
    }

    private static boolean isKubernetes(BayResult bay) {
        return bay.coe().equals("kubernetes");
    }

    private static String write(
            FilePath workspace, DataCloneRuntime runtime, String environmentId, Map<String, String> files)
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
            note(directory, runtime, environmentId);
            directory.chmod(OWNER_ONLY_DIRECTORY);
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(directory, file.getKey(), file.getValue());
            }
            complete = true;
            return directory.getRemote();
        } finally {
            if (!complete) {
                directory.deleteRecursive();
            }
        }
    }

    /** From now on it is taken away whatever becomes of the build. */
    private static void note(FilePath directory, DataCloneRuntime runtime, String environmentId) throws IOException {
        Computer agent = directory.toComputer();
        Optional<AgentFiles> track = runtime.agentFiles();
        if (agent != null && track.isPresent()) {
            track.get().note(environmentId, agent.getName(), directory.getRemote());
        }
    }

    /** At the end of the block; from an agent that is away it is deleted when the agent is back. */
    public static void delete(
            BuildContext build, DataCloneRuntime runtime, String environmentId, String path, BuildLog log) {
        String problem;
        try {
            FilePath workspace = build.workspace();
            if (workspace != null) {
                AgentCall.within("Deleting it", AgentCall.LIMIT, () -> {
                    workspace.child(path).deleteRecursive();
                    return null;
                });
                runtime.agentFiles().ifPresent(files -> files.forget(environmentId, path));
                return;
            }
            problem = "the agent is away";
        } catch (IOException | RuntimeException e) {
            problem = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        log.warn("The certificate of the bay, which is useless without the bay, stays on the agent in " + path
                + " until the agent can be reached: " + problem);
    }

    /** Closed to others before there is anything in it. */
    private static void write(FilePath directory, String name, String pem) throws IOException, InterruptedException {
        FilePath file = directory.child(name);
        file.write("", StandardCharsets.UTF_8.name());
        file.chmod(OWNER_ONLY_FILE);
        file.write(pem, StandardCharsets.UTF_8.name());
    }
}
