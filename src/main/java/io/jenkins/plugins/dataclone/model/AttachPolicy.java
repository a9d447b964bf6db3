package io.jenkins.plugins.dataclone.model;

import java.util.List;

/**
 * Which servers a cloned volume is attached to. A server that the environment itself has - a node of its bay, a server of its
 * Heat stack - may always be one of them.
 *
 * @param wanted names or ids of servers, or of a bay for one of its nodes, as the author wrote them; empty to attach it to none
 * @param allowed names or ids of the servers that the administrator lets clones of the data source be attached to
 */
public record AttachPolicy(List<String> wanted, List<String> allowed) {
    public AttachPolicy {
        wanted = List.copyOf(wanted);
        allowed = List.copyOf(allowed);
    }

    /** Attached to nothing, and allowed on servers of its environment only. */
    public static AttachPolicy none() {
        return new AttachPolicy(List.of(), List.of());
    }

    public AttachPolicy withWanted(List<String> servers) {
        return new AttachPolicy(servers, allowed);
    }
}
