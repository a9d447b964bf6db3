package io.jenkins.plugins.dataclone.port;

import java.util.Objects;

/**
 * What a client needs to speak TLS with an engine. Lives in memory only.
 *
 * @param caPem certificate of the authority that signed both sides, PEM
 * @param certificatePem the client's certificate, PEM
 * @param keyPem the client's private key, PKCS#8 PEM: a secret
 */
public record ClientCertificate(String caPem, String certificatePem, String keyPem) {
    public ClientCertificate {
        Objects.requireNonNull(caPem, "caPem");
        Objects.requireNonNull(certificatePem, "certificatePem");
        Objects.requireNonNull(keyPem, "keyPem");
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "ClientCertificate[key hidden]";
    }
}
