package io.jenkins.plugins.dataclone.port;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How a Kubernetes client is told of a cluster. Source: Kubernetes, "Organizing Cluster Access Using kubeconfig Files" and
 * client-go's {@code v1.Config}.
 */
public final class Kubeconfig {
    private Kubeconfig() {}

    /** The text of such a file: a secret, as it holds the client's key. One cluster, one user, one context. */
    public static String of(Engine engine) {
        String name = quoted(engine.name());
        Optional<ClientCertificate> certificate = engine.certificate();
        StringBuilder text = new StringBuilder("apiVersion: v1\nkind: Config\nclusters:\n");
        text.append("- name: ")
                .append(name)
                .append("\n  cluster:\n    server: ")
                .append(quoted(engine.address()));
        certificate.ifPresent(
                tls -> text.append("\n    certificate-authority-data: ").append(base64(tls.caPem())));
        text.append("\nusers:\n- name: ").append(name).append("\n  user:");
        text.append(certificate
                .map(tls -> "\n    client-certificate-data: " + base64(tls.certificatePem()) + "\n    client-key-data: "
                        + base64(tls.keyPem()))
                .orElse(" {}"));
        text.append("\ncontexts:\n- name: ")
                .append(name)
                .append("\n  context:\n    cluster: ")
                .append(name);
        text.append("\n    user: ")
                .append(name)
                .append("\ncurrent-context: ")
                .append(name)
                .append('\n');
        return text.toString();
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
