package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Manila access rule; its state is {@code status}. */
final class AccessRule extends Resource {
    final Share share;
    final String type;
    final String to;
    final String level;

    AccessRule(Share share, String userId, Instant createdAt, String type, String to, String level) {
        super(share.projectId, userId, createdAt);
        this.share = share;
        this.type = type;
        this.to = to;
        this.level = level;
    }
}
