package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.port.ClientCertificate;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. */
final class TestAuthority {
    private static final X500Name NAME = new X500Name("CN=test authority");

    private final KeyPair keys;
    private final String pem;
    private int serial;

    TestAuthority() throws Exception {
        keys = newKeys("EC");
        pem = pem(certificate(keys, NAME, null, true, Instant.now().plus(Duration.ofDays(1))));
    }

    private static KeyPair newKeys(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }

    private X509CertificateHolder certificate(KeyPair of, X500Name name, GeneralName host, boolean ca, Instant until)
            throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(++serial),
                Date.from(Instant.now().minus(Duration.ofDays(2))),
                Date.from(until),
                name,
                of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        if (host != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host));
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static String pem(Object object) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private ClientCertificate signed(String algorithm, X500Name name, GeneralName host, Instant until)
            throws Exception {
        KeyPair own = newKeys(algorithm);
        return new ClientCertificate(
                pem,
                pem(certificate(own, name, host, false, until)),
                pem(new JcaPKCS8Generator(own.getPrivate(), null)));
    }

    ClientCertificate client(String algorithm) throws Exception {
        return signed(algorithm, new X500Name("CN=client"), null, Instant.now().plus(Duration.ofDays(1)));
    }

    ClientCertificate expiredClient() throws Exception {
        return signed("EC", new X500Name("CN=client"), null, Instant.now().minus(Duration.ofDays(1)));
    }

    /** What a server at that address uses: it trusts this authority for its clients. */
    SSLContext server(String ip) throws Exception {
        return TlsContext.of(signed(
                "EC",
                new X500Name("CN=server"),
                new GeneralName(GeneralName.iPAddress, ip),
                Instant.now().plus(Duration.ofDays(1))));
    }
}
