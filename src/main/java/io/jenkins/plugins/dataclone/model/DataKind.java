package io.jenkins.plugins.dataclone.model;

import java.util.Locale;

/** What a data source is made of in the cloud. */
public enum DataKind {
    /** A Manila share: a file system that many machines mount over the network. */
    SHARE,
    /** A Cinder volume: a disk that is attached to a machine. */
    VOLUME;

    /** As pipelines see it: {@code share}, {@code volume}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
