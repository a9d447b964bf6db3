package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/**
 * One request the embedded cloud got.
 *
 * @param at the cloud's time
 * @param method HTTP method
 * @param service path prefix of the service: identity, share, volume, container-infra, orchestration, network, compute
 * @param path path within the service, e.g. {@code /v2/abc/shares}
 * @param query raw query, or the empty string
 * @param status what was answered; 0 when the connection was dropped
 * @param project name of the token's project, or null
 * @param user name of the token's owner, or null
 * @param requestId the request id in the answer
 * @param body what was sent; always empty for the identity service
 */
public record LoggedRequest(
        Instant at,
        String method,
        String service,
        String path,
        String query,
        int status,
        String project,
        String user,
        String requestId,
        String body) {}
