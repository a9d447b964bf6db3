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
    KEYSTONE("Keystone", ServiceType.IDENTITY, "identity"),
    MANILA("Manila", ServiceType.SHARE, "shared-file-system", "sharev2"),
    CINDER("Cinder", ServiceType.BLOCK_STORAGE, "block-storage", "volumev3", "block-store"),
    MAGNUM("Magnum", ServiceType.MAGNUM, "container-infrastructure-management", "container-infra"),
    HEAT("Heat", ServiceType.ORCHESTRATION, "orchestration"),
    NEUTRON("Neutron", ServiceType.NETWORK, "network"),
    NOVA("Nova", ServiceType.COMPUTE, "compute");

    private final String label;
    private final ServiceType libraryType;
    private final List<String> types;

    ServiceName(String label, ServiceType libraryType, String... types) {
        this.label = label;
        this.libraryType = libraryType;
        this.types = List.of(types);
    }

    String label() {
        return label;
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
