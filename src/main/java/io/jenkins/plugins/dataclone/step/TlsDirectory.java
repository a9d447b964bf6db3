package io.jenkins.plugins.dataclone.step;

import hudson.FilePath;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The client certificate of a bay as a directory on the agent, in the form that the Docker client expects in
 * {@code DOCKER_CERT_PATH}: outside the workspace's files, readable by the build's user only, there for the length of a block.
 */
final class TlsDirectory {
    private static final int OWNER_ONLY_DIRECTORY = 0700;
    private static final int OWNER_ONLY_FILE = 0600;

    private TlsDirectory() {}

    /** Makes the directory and gives its path on the agent. */
    static String create(FilePath workspace, ClientCertificate certificate) throws IOException, InterruptedException {
        FilePath parent = workspace.getParent();
        FilePath directory = (parent == null ? workspace : parent).createTempDir("dataclone", "tls");
        directory.chmod(OWNER_ONLY_DIRECTORY);
        write(directory, "ca.pem", certificate.caPem());
        write(directory, "cert.pem", certificate.certificatePem());
        write(directory, "key.pem", certificate.keyPem());
        return directory.getRemote();
    }

    static void delete(FilePath workspace, String path) throws IOException, InterruptedException {
        workspace.child(path).deleteRecursive();
    }

    /** Closed to others before there is anything in it. */
    private static void write(FilePath directory, String name, String pem) throws IOException, InterruptedException {
        FilePath file = directory.child(name);
        file.write("", StandardCharsets.UTF_8.name());
        file.chmod(OWNER_ONLY_FILE);
        file.write(pem, StandardCharsets.UTF_8.name());
    }
}
