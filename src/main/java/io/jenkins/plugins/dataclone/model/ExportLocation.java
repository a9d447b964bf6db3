package io.jenkins.plugins.dataclone.model;

import java.util.Objects;

/**
 * Where a share can be mounted from.
 *
 * @param location the string as Manila gives it, {@code 10.0.0.5:/shares/abc} for NFS; the brackets around an IPv6
 *     address are kept
 * @param preferred whether the back end prefers this one among several
 */
public record ExportLocation(String location, boolean preferred) {
    public ExportLocation {
        Objects.requireNonNull(location, "location");
    }

    /** The server part, without brackets; empty if the location has none. */
    public String host() {
        int end = separator();
        String host = end < 0 ? "" : location.substring(0, end);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The path part; the whole location if it names no server. */
    public String path() {
        int end = separator();
        return end < 0 ? location : location.substring(end + 1);
    }

    private int separator() {
        return location.indexOf(":/");
    }
}
