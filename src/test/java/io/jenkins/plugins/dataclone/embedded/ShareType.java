package io.jenkins.plugins.dataclone.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Manila share type and what its back end can do.
 *
 * @param specs as the administrator wrote them, {@code True} and {@code False} for what can be had or not
 */
record ShareType(String id, String name, boolean isDefault, Map<String, String> specs) {
    static final String SHARE_SERVERS = "driver_handles_share_servers";
    static final String SNAPSHOTS = "snapshot_support";
    static final String CREATE_FROM_SNAPSHOT = "create_share_from_snapshot_support";
    static final String REVERT = "revert_to_snapshot_support";
    static final String BACK_END = "share_backend_name";

    /** One that says of everything whether it can be had. */
    static ShareType of(String name, String backEnd, boolean shareServers, boolean snapshots) {
        Map<String, String> specs = new LinkedHashMap<>();
        specs.put(SHARE_SERVERS, python(shareServers));
        specs.put(BACK_END, backEnd);
        specs.put(SNAPSHOTS, python(snapshots));
        specs.put(CREATE_FROM_SNAPSHOT, python(snapshots));
        specs.put(REVERT, python(snapshots));
        return new ShareType(Ids.uuid(), name, name.equals("default"), specs);
    }

    boolean shareServers() {
        return has(SHARE_SERVERS);
    }

    boolean snapshots() {
        return has(SNAPSHOTS);
    }

    boolean createFromSnapshot() {
        return has(CREATE_FROM_SNAPSHOT);
    }

    boolean revert() {
        return has(REVERT);
    }

    private boolean has(String spec) {
        return Boolean.parseBoolean(specs.get(spec));
    }

    private static String python(boolean value) {
        return value ? "True" : "False";
    }
}
