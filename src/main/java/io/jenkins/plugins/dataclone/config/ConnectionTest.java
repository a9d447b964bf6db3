package io.jenkins.plugins.dataclone.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;

/** What the button "Test connection" does: logs in with what the form says and tells what was found. Nothing is saved. */
final class ConnectionTest {
    private ConnectionTest() {}

    static FormValidation of(CloudProfile profile) {
        try {
            profile.check();
            return FormValidation.ok(new OpenStackCloud(CloudConnection.settings(profile)).probe());
        } catch (IllegalArgumentException | CloudException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
