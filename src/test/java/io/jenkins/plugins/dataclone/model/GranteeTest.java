package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GranteeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,           ADDRESS, 10.0.0.7,         ip",
        "10.0.0.0/24,        ADDRESS, 10.0.0.0/24,      ip",
        "2001:db8::1,        ADDRESS, 2001:db8::1,      ip",
        "network:ci,         NETWORK, ci,               ip",
        "bay,                BAY,     '',               ip",
        "user:builder,       USER,    builder,          user",
        "cert:ci.example,    CERT,    ci.example,       cert",
        "cephx:builder,      CEPHX,   builder,          cephx"
    })
    void isReadAndWrittenTheSameWay(String text, Grantee.Kind kind, String name, String accessType) {
        Grantee grantee = Grantee.parse(text);

        assertThat(grantee).isEqualTo(new Grantee(kind, name));
        assertThat(grantee).hasToString(text);
        assertThat(grantee.kind().accessType()).isEqualTo(accessType);
    }

    @ParameterizedTest
    @CsvSource({"Network: ci, network:ci", "BAY, bay", "' user:bob ', user:bob"})
    void isReadWithoutRegardToCaseAndBlanks(String text, String written) {
        assertThat(Grantee.parse(text)).hasToString(written);
    }
}
