package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;

/** The things a cloud takes time for, with the time they took on a real (Zed) cloud. */
public enum Step {
    SHARE_CREATE(3_000),
    SHARE_CLONE(14_000),
    SHARE_DELETE(2_000),
    SHARE_REVERT(12_000),
    SHARE_EXTEND(3_000),
    SHARE_SNAPSHOT(3_000),
    SHARE_SNAPSHOT_DELETE(2_000),
    ACCESS_ALLOW(2_500),
    ACCESS_DENY(2_500),
    VOLUME_CREATE(1_500),
    VOLUME_CLONE(12_000),
    VOLUME_DELETE(2_000),
    VOLUME_REVERT(15_000),
    VOLUME_EXTEND(2_000),
    VOLUME_SNAPSHOT(2_000),
    VOLUME_SNAPSHOT_DELETE(2_500),
    VOLUME_ATTACH(2_500),
    VOLUME_DETACH(1_000),
    SERVER_CREATE(9_000),
    SERVER_DELETE(5_000),
    /** From the request until the cluster has a Heat stack and certificates. */
    CLUSTER_STACK(3_000),
    /** From the stack's start until the stack is complete. */
    CLUSTER_CREATE(65_000),
    CLUSTER_RESIZE(40_000),
    /** How much later than Heat Magnum notices the end of a stack. */
    CLUSTER_CHECK(8_000),
    /** How long a cluster keeps its old status after PATCH or DELETE. */
    CLUSTER_OLD_STATUS(2_000),
    CLUSTER_DELETE(40_000),
    STACK_CREATE(5_000),
    STACK_DELETE(4_500),
    /** How long a deleted stack stays in lists. */
    STACK_FORGET(500);

    private final Duration realistic;

    Step(long millis) {
        realistic = Duration.ofMillis(millis);
    }

    Duration realistic() {
        return realistic;
    }
}
