package io.jenkins.plugins.dataclone.model;

/** What a data source is made of in the cloud. */
public enum DataKind {
    /** A Manila share: a file system that many machines mount over the network. */
    SHARE,
    /** A Cinder volume: a disk that is attached to a machine. */
    VOLUME
}
