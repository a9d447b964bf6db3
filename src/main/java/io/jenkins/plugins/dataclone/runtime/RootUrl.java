package io.jenkins.plugins.dataclone.runtime;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Root URLs of Jenkins, as far as they tell one controller from another. */
final class RootUrl {
    private RootUrl() {}

    /**
     * Whether two addresses are certainly the same controller's: the same host, port and path. Whether the connection is encrypted,
     * how the host is spelled, a usual port and a slash at the end tell nothing.
     */
    static boolean isSame(String one, String other) {
        return normal(one).equals(normal(other));
    }

    private static String normal(String url) {
        try {
            URI uri = new URI(url.trim());
            if (uri.getHost() == null) {
                return url.trim();
            }
            boolean usual = uri.getPort() == -1 || uri.getPort() == 80 || uri.getPort() == 443;
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            return uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort()) + path;
        } catch (URISyntaxException e) {
            return url.trim();
        }
    }
}
