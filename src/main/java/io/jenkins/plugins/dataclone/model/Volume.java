package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How an engine reaches a clone: the volume that takes the place of one the application's file names.
 *
 * @param driver Docker volume driver: {@code local} (NFS through the kernel), {@code netapp}, {@code rexray}, ...
 * @param options the driver's options
 * @param node host name of the only node that can mount it, or null if every node can
 */
public record Volume(String driver, Map<String, String> options, String node) {
    public Volume {
        Objects.requireNonNull(driver, "driver");
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** A volume that every node can mount. */
    public Volume(String driver, Map<String, String> options) {
        this(driver, options, null);
    }

    /**
     * The clone as an NFS volume of Docker's own driver. NFSv4.1, and a hard mount: a soft one would turn a hiccup of
     * the storage into damaged test data.
     */
    public static Volume nfs(ExportLocation export, boolean readOnly) {
        String host = export.host().contains(":") ? "[" + export.host() + "]" : export.host();
        return new Volume(
                "local",
                Map.of(
                        "type", "nfs",
                        "o", "addr=" + host + ",vers=4.1,hard," + (readOnly ? "ro" : "rw"),
                        "device", ":" + export.path()));
    }
}
