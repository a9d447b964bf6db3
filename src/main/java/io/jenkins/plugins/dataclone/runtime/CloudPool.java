package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clouds;
import java.util.concurrent.ConcurrentHashMap;

/** One connection per cloud, made anew when its settings have changed. Thread-safe. */
final class CloudPool implements Clouds {
    private record Connected(CloudSettings settings, Cloud cloud) {}

    private final Catalogue catalogue;
    private final ConcurrentHashMap<String, Connected> connected = new ConcurrentHashMap<>();

    CloudPool(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Cloud get(String name) throws CloudException {
        CloudSettings settings = catalogue.cloud(name);
        return connected
                .compute(
                        name,
                        (key, old) -> old != null && old.settings().equals(settings)
                                ? old
                                : new Connected(settings, new OpenStackCloud(settings)))
                .cloud();
    }
}
