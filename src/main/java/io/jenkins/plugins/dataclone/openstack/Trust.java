package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;

/**
 * Magnum and Heat act later in the name of whoever asked them, by a trust. Keystone lets nobody make one who logged in with an
 * application credential: Magnum would accept a cluster and leave it in CREATE_FAILED, Heat would answer 500.
 */
final class Trust {
    private Trust() {}

    /**
     * @param what what would be made, in the plural: {@code bays}
     * @throws CloudException CONFIGURATION if the session cannot make a trust
     */
    static void require(Session session, ServiceName service, String what) throws CloudException {
        if (session.credential() instanceof Credential.ApplicationCredential) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Nothing was asked of " + service.label() + ": " + what
                            + " need a password credential, and cloud '" + session.cloud()
                            + "' has only an application credential for them, with which Keystone refuses the trust that "
                            + service.label() + " needs; give the cloud a second credential for bays and Heat stacks.");
        }
    }
}
