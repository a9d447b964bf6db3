package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/**
 * A request that would change a production share or volume, whether the cloud allowed it or not.
 *
 * @param at the cloud's time
 * @param method HTTP method
 * @param path path within the service
 * @param body the first 200 characters of the body
 * @param objectId the production object
 * @param objectName its name
 */
public record ProductionWrite(
        Instant at, String method, String path, String body, String objectId, String objectName) {}
