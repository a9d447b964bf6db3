/**
 * What the core needs from outside, as small interfaces. Calls block for at most one bounded request, so they are made on
 * worker threads only. Every error is a {@link io.jenkins.plugins.dataclone.port.CloudException} that a user understands.
 *
 * <p>A create is sent at most once per call, and an error that is not retryable means that nothing was made: the flows rely on
 * both when they decide whether an object may exist that nobody knows of.
 */
package io.jenkins.plugins.dataclone.port;
