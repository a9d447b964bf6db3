/**
 * What the core needs from outside, as small interfaces. Calls block for at most one bounded request, so they are made on
 * worker threads only. Every error is a {@link io.jenkins.plugins.dataclone.port.CloudException} that a user understands.
 */
package io.jenkins.plugins.dataclone.port;
