package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;

/** The adapter on an embedded cloud, which is called 'lab'. */
final class TestClouds {
    private TestClouds() {}

    static CloudSettings.Builder builder(EmbeddedCloud cloud) {
        return CloudSettings.builder(
                "lab",
                cloud.keystoneUrl(),
                Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"));
    }

    static CloudSettings settings(EmbeddedCloud cloud) throws CloudException {
        return builder(cloud).build();
    }

    static OwnershipTag tag() {
        return new OwnershipTag(
                "controller-1",
                "5c0a67b2-3a0e-4d6c-8c57-2d5b3a0a7f11",
                "folder/job#7",
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T12:00:00Z"));
    }
}
