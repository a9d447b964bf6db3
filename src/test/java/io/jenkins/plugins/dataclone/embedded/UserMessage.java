package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Manila user message: why an operation failed after it had been accepted. */
record UserMessage(
        String id,
        String projectId,
        String actionId,
        String detailId,
        String resourceType,
        String resourceId,
        String requestId,
        String text,
        Instant createdAt) {}
