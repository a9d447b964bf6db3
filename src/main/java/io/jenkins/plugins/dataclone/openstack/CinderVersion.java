package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import org.openstack4j.api.types.ServiceType;

/**
 * The microversion to speak with a cloud's Cinder.
 * Source: Block Storage API v3, "API versions" and "REST API Version History".
 */
final class CinderVersion {
    /** The newest one whose answers we have seen and tested (Zed). */
    static final int NEWEST = 70;

    static final int OLDEST = 0;

    static final int MESSAGES = 3;
    static final int ATTACHMENTS = 27;
    static final int NAME_FILTER = 34;
    static final int REVERT = 40;
    /** From it on a snapshot of a volume in use is an ordinary one, and {@code "force": false} is refused. */
    static final int NO_FORCE = 66;

    private final Microversion negotiated;

    CinderVersion(Session session, int newest) {
        this.negotiated = new Microversion(
                session,
                new Microversion.Spoken(
                        ServiceName.CINDER, ServiceType.BLOCK_STORAGE, "/v3", 3, OLDEST, Math.min(NEWEST, newest)));
    }

    /** The number after {@code 3.}. */
    int minor() throws CloudException {
        return negotiated.minor();
    }

    /** Both numbers, {@code 3.70}. */
    String text() throws CloudException {
        return negotiated.text();
    }
}
