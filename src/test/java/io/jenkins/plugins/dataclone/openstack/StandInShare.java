package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a share out of nothing, to stand for production where there is none. The plugin itself cannot, and should not. */
public final class StandInShare {
    private StandInShare() {}

    /**
     * Asks for one and gives its id.
     *
     * @param shareType or null for the cloud's default
     */
    public static String create(CloudSettings settings, String name, int sizeGiB, String shareType)
            throws CloudException {
        Map<String, Object> share = new LinkedHashMap<>(Map.of("name", name, "share_proto", "NFS", "size", sizeGiB));
        if (shareType != null) {
            share.put("share_type", shareType);
        }
        Session session = TestClouds.session(settings);
        return session.write(ServiceName.MANILA, "create " + name, client -> JsonApi.manila(ManilaVersion.NEWEST)
                .post("/shares", Map.of("share", share))
                .path("share")
                .path("id")
                .asText());
    }
}
