package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A Keystone token; {@code project} and {@code applicationCredential} are null where they do not apply. */
record Token(
        String id,
        String auditId,
        Accounts.User user,
        Accounts.Project project,
        List<String> roles,
        String method,
        Map<String, Object> applicationCredential,
        Instant issuedAt,
        Instant expiresAt) {

    String projectId() {
        return project == null ? null : project.id();
    }

    String userId() {
        return user.id();
    }

    boolean admin() {
        return roles.contains("admin");
    }

    /** Current Keystone lets no application credential make a trust, so Magnum and Heat fail with it. */
    boolean canMakeTrusts() {
        return applicationCredential == null;
    }
}
