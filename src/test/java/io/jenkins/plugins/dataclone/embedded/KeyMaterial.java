package io.jenkins.plugins.dataclone.embedded;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private key, its certificate and the authority that signed it: everything one side of a TLS connection needs.
 *
 * @param key PKCS#8 key
 * @param certificate the certificate for the key
 * @param authority the certificate to trust on the other side
 */
public record KeyMaterial(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    private static final char[] NO_PASSWORD = "changeit".toCharArray();

    /** The key as unencrypted PKCS#8 PEM. */
    public String keyPem() {
        return Pem.write("PRIVATE KEY", key.getEncoded());
    }

    /** The certificate as PEM. */
    public String certificatePem() {
        return Pem.certificate(certificate);
    }

    /** The trusted authority as PEM. */
    public String authorityPem() {
        return Pem.certificate(authority);
    }

    /** A context that shows this certificate and trusts only the authority. */
    public SSLContext sslContext() {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("key", key, NO_PASSWORD, new X509Certificate[] {certificate, authority});
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, NO_PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("No TLS context from generated keys: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "KeyMaterial of " + certificate.getSubjectX500Principal();
    }
}
