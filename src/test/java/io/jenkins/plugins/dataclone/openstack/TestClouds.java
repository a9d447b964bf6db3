package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Instant;

/** The adapter on an embedded cloud, which is called 'lab'. */
public final class TestClouds {
    /** For tests of something else, which make many calls at once. */
    static final CallLimits UNLIMITED = new CallLimits(CallLimits.MOST_IN_FLIGHT, CallLimits.MOST_PER_SECOND);

    private TestClouds() {}

    static CloudSettings.Builder builder(EmbeddedCloud cloud) {
        return CloudSettings.builder(
                        "lab",
                        cloud.keystoneUrl(),
                        Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"))
                .limits(UNLIMITED);
    }

    static CloudSettings settings(EmbeddedCloud cloud) throws CloudException {
        return builder(cloud).build();
    }

    /** The adapter with the cloud's own time. */
    public static OpenStackCloud at(EmbeddedCloud cloud, Time time) throws CloudException {
        return new OpenStackCloud(builder(cloud).heatTemplatesAllowed(true).build(), time, 1000);
    }

    /** The way in of the cloud's administrator. */
    public static CloudSettings administrator(EmbeddedCloud cloud) throws CloudException {
        return CloudSettings.builder(
                        "lab",
                        cloud.keystoneUrl(),
                        Credential.Password.named("admin", "Default", "admin", "Default", "admin"))
                .limits(UNLIMITED)
                .build();
    }

    /** The way to services that the port does not lead to. */
    static Session session(CloudSettings settings) {
        Time time = Time.system();
        return new Session(settings, settings.credential(), new Transport(settings, time), time);
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
