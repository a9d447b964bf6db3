package io.jenkins.plugins.dataclone.config;

import hudson.ExtensionPoint;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.port.CloudException;

/** What stands behind "Test connection" in the form of a cloud. Without an implementation the form has no such button. */
@FunctionalInterface
public interface ConnectionTester extends ExtensionPoint {
    /**
     * Logs in and looks around, in at most a few bounded requests; changes nothing and keeps nothing.
     *
     * @param profile what the form says, not yet saved
     * @param credentials to log in with
     * @return what was found, as plain text for the administrator; it is escaped before it is shown
     * @throws CloudException if the cloud cannot be used; its message is shown
     */
    String test(CloudProfile profile, OpenStackCredentials credentials) throws CloudException;
}
