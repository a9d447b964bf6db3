package io.jenkins.plugins.dataclone.embedded;

/** A Manila share type and what its back end can do. */
record ShareType(
        String id,
        String name,
        boolean isDefault,
        boolean shareServers,
        boolean snapshots,
        boolean createFromSnapshot,
        boolean revert) {}
