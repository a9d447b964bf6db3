package io.jenkins.plugins.dataclone.openstack;

import java.util.List;
import java.util.Optional;
import org.openstack4j.api.types.ServiceType;

/**
 * The services we talk to: the names administrators know them by and the types the catalog lists them under.
 *
 * <p>Source: the types are those of the OpenStack service types authority, official name first, then its aliases for the
 * version spoken here.
 */
enum ServiceName {
    KEYSTONE("Keystone", "nothing can be done", ServiceType.IDENTITY, "identity"),
    MANILA("Manila", "shares cannot be cloned", ServiceType.SHARE, "shared-file-system", "sharev2"),
    CINDER("Cinder", "volumes cannot be cloned", ServiceType.BLOCK_STORAGE, "block-storage", "volumev3", "block-store"),
    MAGNUM(
            "Magnum",
            "createBay cannot be used",
            ServiceType.MAGNUM,
            "container-infrastructure-management",
            "container-infra"),
    HEAT(
            "Heat",
            "Heat templates cannot be deployed, and bays show no progress",
            ServiceType.ORCHESTRATION,
            "orchestration"),
    NEUTRON("Neutron", "clones cannot be opened for the networks of bays", ServiceType.NETWORK, "network"),
    NOVA("Nova", "volumes cannot be attached to servers", ServiceType.COMPUTE, "compute");

    private final String label;
    private final String loss;
    private final ServiceType libraryType;
    private final List<String> types;

    ServiceName(String label, String loss, ServiceType libraryType, String... types) {
        this.label = label;
        this.loss = loss;
        this.libraryType = libraryType;
        this.types = List.of(types);
    }

    String label() {
        return label;
    }

    /** What cannot be done without it. */
    String loss() {
        return loss;
    }

    /** openstack4j's own constant for it. */
    ServiceType libraryType() {
        return libraryType;
    }

    /** The types to look for in the catalog, best first. */
    List<String> types() {
        return types;
    }

    /** The service that openstack4j means by its own constant; empty for the many we do not talk to. */
    static Optional<ServiceName> of(ServiceType libraryType) {
        for (ServiceName service : values()) {
            if (service.libraryType == libraryType) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
