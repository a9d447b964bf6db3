package io.jenkins.plugins.dataclone.embedded;

import static io.jenkins.plugins.dataclone.embedded.Der.bits;
import static io.jenkins.plugins.dataclone.embedded.Der.bool;
import static io.jenkins.plugins.dataclone.embedded.Der.integer;
import static io.jenkins.plugins.dataclone.embedded.Der.octets;
import static io.jenkins.plugins.dataclone.embedded.Der.oid;
import static io.jenkins.plugins.dataclone.embedded.Der.sequence;
import static io.jenkins.plugins.dataclone.embedded.Der.time;
import static io.jenkins.plugins.dataclone.embedded.Der.tlv;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A small real certificate authority (RFC 5280): signs requests the way Magnum's x509keypair manager does and makes
 * server certificates. Validity starts a day ago and ends in five years of real time, whatever the cloud's clock says,
 * because TLS libraries look at the real time.
 */
public final class CertificateAuthority {
    private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    private static final String SHA256_WITH_ECDSA = "1.2.840.10045.4.3.2";
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How it signs. */
    private enum Kind {
        RSA("SHA256withRSA"),
        ELLIPTIC("SHA256withECDSA");

        private final String signature;

        Kind(String signature) {
            this.signature = signature;
        }

        private KeyPair keys() {
            return this == RSA ? newKeys("RSA", 2048) : newKeys("EC", 256);
        }

        private byte[] identifier() {
            return this == RSA ? sequence(oid(SHA256_WITH_RSA), tlv(0x05)) : sequence(oid(SHA256_WITH_ECDSA));
        }
    }

    private final Kind kind;
    private final KeyPair keys;
    private final byte[] subject;
    private final X509Certificate certificate;

    public CertificateAuthority(String commonName) {
        this(commonName, Kind.RSA);
    }

    /** One with an elliptic key, made and used in a hundredth of the time; Magnum's have RSA. */
    public static CertificateAuthority quick(String commonName) {
        return new CertificateAuthority(commonName, Kind.ELLIPTIC);
    }

    private CertificateAuthority(String commonName, Kind kind) {
        this.kind = kind;
        keys = kind.keys();
        subject = name(commonName);
        // pathlen 0 and keyCertSign only, as in Magnum's authorities
        byte[] constraints = extension("2.5.29.19", true, sequence(bool(true), integer(BigInteger.ZERO)));
        byte[] usage = extension("2.5.29.15", true, tlv(Der.BITS, new byte[] {2, 4}));
        certificate = sign(subject, keys.getPublic().getEncoded(), List.of(constraints, usage));
    }

    /** The authority's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The authority's own certificate as PEM. */
    public String certificatePem() {
        return Pem.certificate(certificate);
    }

    /** A fresh key with a certificate for a server reached under these host names or addresses. */
    public KeyMaterial server(String... hosts) {
        List<byte[]> names = new ArrayList<>();
        for (String host : hosts) {
            names.add(
                    host.matches("[0-9.]+|.*:.*")
                            ? tlv(0x87, address(host))
                            : tlv(0x82, host.getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] alternatives = extension("2.5.29.17", false, sequence(names.toArray(byte[][]::new)));
        return issue(hosts[0], List.of(alternatives));
    }

    /** A fresh key with a certificate for a client. */
    public KeyMaterial client(String commonName) {
        return issue(commonName, List.of());
    }

    /**
     * Signs a PKCS#10 request (RFC 2986) after checking its signature; subject, key and requested extensions are taken
     * over as they are.
     *
     * @throws IllegalArgumentException when this is no valid request
     */
    String signRequest(String csrPem) {
        try {
            Der.Element request = Der.read(Pem.read("CERTIFICATE REQUEST", csrPem));
            List<Der.Element> outer = request.children();
            List<Der.Element> info = outer.get(0).children();
            byte[] key = info.get(2).encoded();
            verify(outer, key);
            return Pem.certificate(sign(info.get(1).encoded(), key, requestedExtensions(info)));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("invalid certificate request: " + e.getMessage(), e);
        }
    }

    private static void verify(List<Der.Element> outer, byte[] key) throws GeneralSecurityException {
        String algorithm = Der.oidText(outer.get(1).children().get(0));
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(publicKey(key));
        signature.update(outer.get(0).encoded());
        if (!signature.verify(outer.get(2).bitString())) {
            throw new GeneralSecurityException("its signature does not match its key");
        }
    }

    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        String oid = Der.oidText(Der.read(encoded).children().get(0).children().get(0));
        String algorithm =
                switch (oid) {
                    case "1.2.840.113549.1.1.1" -> "RSA";
                    case "1.2.840.10045.2.1" -> "EC";
                    default -> "Ed25519";
                };
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static List<byte[]> requestedExtensions(List<Der.Element> info) {
        List<byte[]> found = new ArrayList<>();
        if (info.size() > 3) {
            for (Der.Element attribute : info.get(3).children()) {
                List<Der.Element> parts = attribute.children();
                if (Der.oidText(parts.get(0)).equals(EXTENSION_REQUEST)) {
                    for (Der.Element extension : parts.get(1).children().get(0).children()) {
                        found.add(extension.encoded());
                    }
                }
            }
        }
        return found;
    }

    private KeyMaterial issue(String commonName, List<byte[]> extensions) {
        // Elliptic: an RSA key takes a second or more on a busy machine
        KeyPair pair = newKeys("EC", 256);
        X509Certificate made = sign(name(commonName), pair.getPublic().getEncoded(), extensions);
        return new KeyMaterial(pair.getPrivate(), made, certificate);
    }

    private X509Certificate sign(byte[] subjectName, byte[] publicKey, List<byte[]> extensions) {
        try {
            Instant now = Instant.now();
            byte[] algorithm = kind.identifier();
            List<byte[]> parts = new ArrayList<>(List.of(
                    tlv(0xa0, integer(BigInteger.TWO)),
                    integer(new BigInteger(126, RANDOM).add(BigInteger.ONE)),
                    algorithm,
                    subject,
                    sequence(time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(5 * 365)))),
                    subjectName,
                    publicKey));
            if (!extensions.isEmpty()) {
                parts.add(tlv(0xa3, sequence(extensions.toArray(byte[][]::new))));
            }
            byte[] toSign = sequence(parts.toArray(byte[][]::new));
            Signature signature = Signature.getInstance(kind.signature);
            signature.initSign(keys.getPrivate());
            signature.update(toSign);
            byte[] encoded = sequence(toSign, algorithm, bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No certificate: " + e.getMessage(), e);
        }
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical ? sequence(oid(oid), bool(true), octets(value)) : sequence(oid(oid), octets(value));
    }

    private static byte[] name(String commonName) {
        return sequence(tlv(Der.SET, sequence(oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static byte[] address(String host) {
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + host, e);
        }
    }

    private static KeyPair newKeys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No " + algorithm + " keys: " + e.getMessage(), e);
        }
    }
}
