package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import org.openstack4j.api.types.ServiceType;

/**
 * The microversion to speak with a cloud's Manila.
 * Source: Shared File Systems API v2, "API versions" and "REST API version history".
 */
final class ManilaVersion {
    /** The newest one whose answers we have seen and tested. */
    static final int NEWEST = 65;
    /** Before it, access rules go by other names ({@code os-allow_access}). */
    static final int OLDEST = 7;

    static final int EXPORT_LOCATIONS = 9;
    static final int CEPHX = 13;
    static final int QUOTA_DETAIL = 25;
    static final int REVERT = 27;
    static final int NAME_FILTER = 36;
    static final int MESSAGES = 37;
    static final int IPV6 = 38;
    static final int QUOTA_OF_TYPE = 39;
    static final int ACCESS_RULES = 45;

    private final Microversion negotiated;

    ManilaVersion(Session session) {
        this.negotiated = new Microversion(
                session, new Microversion.Spoken(ServiceName.MANILA, ServiceType.SHARE, "/v2", 2, OLDEST, NEWEST));
    }

    /** The number after {@code 2.}. */
    int minor() throws CloudException {
        return negotiated.minor();
    }

    /**
     * Refuses what this cloud is too old for, before anything is sent.
     *
     * @param feature what would be done, in words
     */
    void require(int needed, String feature) throws CloudException {
        negotiated.require(needed, feature);
    }
}
