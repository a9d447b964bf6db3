package io.jenkins.plugins.dataclone.embedded;

/** What can exist on the embedded cloud. */
public enum Kind {
    SHARE,
    SHARE_SNAPSHOT,
    ACCESS_RULE,
    SHARE_NETWORK,
    VOLUME,
    VOLUME_SNAPSHOT,
    VOLUME_ATTACHMENT,
    SERVER,
    CLUSTER_TEMPLATE,
    CLUSTER,
    STACK
}
