package io.jenkins.plugins.dataclone.openstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A fresh key with its request for a client certificate; it never leaves memory.
 *
 * @param requestPem PKCS#10 certificate request
 * @param privatePem PKCS#8 private key, a secret
 */
record ClientKey(String requestPem, String privatePem) {
    /** What kind of key. */
    enum Kind {
        /** Elliptic curve P-256: made in a millisecond. Magnum signs it as it signs RSA ones. */
        EC("SHA256withECDSA"),
        /** 3072 bit: made in some tenths of a second. */
        RSA("SHA256withRSA");

        private final String signature;

        Kind(String signature) {
            this.signature = signature;
        }

        private KeyPair pair() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name());
            generator.initialize(
                    this == EC
                            ? new ECGenParameterSpec("secp256r1")
                            : new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
            return generator.generateKeyPair();
        }
    }

    /** Docker looks at the authority only; Kubernetes takes the organisation as the group of administrators. */
    private static final X500Name SUBJECT = new X500Name("CN=openstack-data-clone,O=system:masters");

    static ClientKey generate(Kind kind) {
        try {
            KeyPair pair = kind.pair();
            ContentSigner signer = new JcaContentSignerBuilder(kind.signature).build(pair.getPrivate());
            PKCS10CertificationRequest request =
                    new JcaPKCS10CertificationRequestBuilder(SUBJECT, pair.getPublic()).build(signer);
            return new ClientKey(
                    pem("CERTIFICATE REQUEST", request.getEncoded()),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this Java cannot make an " + kind + " key", e);
        }
    }

    private static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "ClientKey[hidden]";
    }
}
