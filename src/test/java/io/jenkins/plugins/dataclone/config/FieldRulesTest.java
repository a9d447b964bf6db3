package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
    @Test
    void takesOneCertificateOrSeveral() throws Exception {
        KeyPair keys = keys();
        String one = pem(certificate(keys));

        assertThat(FieldRules.certificates(one)).isEmpty();
        assertThat(FieldRules.certificates("lab CA\n" + one + one)).isEmpty();
    }

    @Test
    void refusesAKeyBesideTheCertificate() throws Exception {
        KeyPair keys = keys();

        assertThat(FieldRules.certificates(pem(certificate(keys)) + pem(keys.getPrivate())))
                .hasValueSatisfying(problem -> assertThat(problem).contains("private key"));
    }

    @Test
    void refusesADamagedCertificate() throws Exception {
        String damaged = pem(certificate(keys())).replaceAll("(?m)^MII.", "AAAA");

        assertThat(FieldRules.certificates(damaged)).isPresent();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  \n"})
    void needsNoCertificate(String nothing) {
        assertThat(FieldRules.certificates(nothing)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://keystone.example.org:5000/v3",
                "http://127.0.0.1:5000/v3",
                "HTTPS://[2001:db8::1]/identity/v3"
            })
    void takesTheAddressOfKeystone(String url) {
        assertThat(FieldRules.authUrl(url)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "keystone:5000",
                "file:///etc/passwd",
                "https:///v3",
                "https://user@keystone/v3",
                "https://keystone/v3?token=1",
                "https://keystone/v3#x",
                "https://key stone/v3"
            })
    void refusesOtherAddresses(String url) {
        assertThat(FieldRules.authUrl(url)).isPresent();
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static Object certificate(KeyPair keys) throws Exception {
        X500Principal name = new X500Principal("CN=lab CA");
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plusSeconds(60)),
                        name,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
