package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessListTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5",
                "10.20.0.0/24",
                "10.0.0.0/8",
                "192.168.1.7/32",
                "2001:db8::1",
                "2001:db8::/32",
                "fd00::/16"
            })
    void takesAddressesAndNetworks(String entry) {
        assertThat(AccessList.problem(entry)).isEmpty();
        assertThat(AccessList.isOpen(entry)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network:ci",
                "network:5cbf5da3-4fe8-4fbf-8205-cc22fef5d6b5",
                "bay",
                "user:builder",
                "cert:ci.example.org",
                "cephx:builder"
            })
    void takesWhoIsNoAddress(String entry) {
        assertThat(AccessList.problem(entry)).isEmpty();
        assertThat(AccessList.isOpen(entry)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"network:", "user:bob", "user:a/b/c", "user:", "cert:", "cephx:", "cephx:admin", "cephx:a=b"})
    void refusesNamesThatManilaWouldNotTake(String entry) {
        assertThat(AccessList.problem(entry)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "0.0.0.0",
                "0.0.0.0/32",
                "0.0.0.0/1",
                "128.0.0.0/1",
                "64.0.0.0/2",
                "::/0",
                "::",
                "8000::/1",
                "2000::/3",
                "0:0:0:0:0:0:0:0/0",
                "::ffff:0:0/96",
                "::ffff:0.0.0.0/96",
                "::/64"
            })
    void callsOpenWhatLetsInEverybody(String entry) {
        assertThat(AccessList.isOpen(entry)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", "agent-1.example.org", "10.0.0", "10.0.0.256", "010.0.0.1", "10.0.0.0/33",
                        "10.0.0.0/-1", "10.0.0.0/08",
                "10.0.0.0/", "/24", "10.0.0.0/24/24", "1:2", ":::", "2001:db8::/129", "fe80::1%eth0",
                        "10.0.0.1 10.0.0.2", "face"
            })
    void refusesWhatIsNoAddress(String entry) {
        assertThat(AccessList.problem(entry)).isPresent();
        assertThat(AccessList.isOpen(entry)).as("unknown is never harmless").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5/24", "2001:db8::1/64", "10.1.0.0/8"})
    void refusesHostBits(String entry) {
        assertThat(AccessList.problem(entry))
                .hasValueSatisfying(text -> assertThat(text).contains(entry, "bits"));
    }
}
