package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Manila snapshot. */
final class ShareSnapshot extends Resource {
    final Share share;
    final int shareSize;

    ShareSnapshot(Share share, String projectId, String userId, Instant createdAt) {
        super(projectId, userId, createdAt);
        this.share = share;
        this.shareSize = share.size;
    }
}
