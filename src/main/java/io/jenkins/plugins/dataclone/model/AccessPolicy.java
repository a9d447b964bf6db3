package io.jenkins.plugins.dataclone.model;

import java.util.List;
import java.util.Objects;

/**
 * Who may reach a clone.
 *
 * @param grantees whom it is opened for; empty for a volume, which is attached instead
 * @param level {@code rw} or {@code ro}
 * @param openAllowed whether a range that lets in everybody is allowed on that cloud
 */
public record AccessPolicy(List<Grantee> grantees, String level, boolean openAllowed) {
    public AccessPolicy {
        grantees = List.copyOf(grantees);
        Objects.requireNonNull(level, "level");
    }
}
