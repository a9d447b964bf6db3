package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.model.Resource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a cloud's dashboard shows an object: the addresses of Horizon and of its panels for Manila (manila-ui), Magnum
 * (magnum-ui) and Heat (heat-dashboard).
 */
final class Dashboard {
    private Dashboard() {}

    /**
     * The page of that object; empty if it has none, or has no id yet, or is gone.
     *
     * @param address the dashboard's own address, {@code https://cloud.example.org/dashboard}
     */
    static Optional<String> page(String address, Resource resource) {
        if (address == null || !isWeb(address) || resource.id() == null || resource.isGone()) {
            return Optional.empty();
        }
        String id = URLEncoder.encode(resource.id(), StandardCharsets.UTF_8);
        return Optional.ofNullable(
                        switch (resource.kind()) {
                            case SHARE_SNAPSHOT, SHARE_CHECKPOINT -> "/project/share_snapshots/" + id;
                            case SHARE -> "/project/shares/" + id + "/";
                            case VOLUME_SNAPSHOT, VOLUME_CHECKPOINT -> "/project/snapshots/" + id;
                            case VOLUME -> "/project/volumes/" + id + "/";
                            case HEAT_STACK -> "/project/stacks/stack/" + id + "/";
                            case CLUSTER -> "/ngdetails/OS::Magnum::Cluster/" + id;
                            default -> null;
                        })
                .map(path -> address.replaceAll("/+$", "") + path);
    }

    /** Whether a browser may be led there: an address that begins with another scheme could be a script. */
    static boolean isWeb(String address) {
        try {
            String scheme = URI.create(address.trim()).getScheme();
            return scheme != null
                    && (scheme.toLowerCase(Locale.ROOT).equals("https")
                            || scheme.toLowerCase(Locale.ROOT).equals("http"));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
