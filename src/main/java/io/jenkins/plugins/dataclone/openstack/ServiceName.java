package io.jenkins.plugins.dataclone.openstack;

/** The services we talk to, by the names administrators know them by. */
enum ServiceName {
    KEYSTONE("Keystone"),
    MANILA("Manila"),
    MAGNUM("Magnum"),
    HEAT("Heat"),
    NEUTRON("Neutron");

    private final String label;

    ServiceName(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
