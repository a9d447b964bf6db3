package io.jenkins.plugins.dataclone.openstack;

import java.util.Objects;

/** An HTTP proxy that asks nobody for a login. */
public record HttpProxy(String host, int port) {
    public HttpProxy {
        Objects.requireNonNull(host, "host");
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a proxy needs a host and a port from 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
