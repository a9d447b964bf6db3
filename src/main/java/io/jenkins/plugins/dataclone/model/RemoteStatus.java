package io.jenkins.plugins.dataclone.model;

import java.util.Locale;

/**
 * A service's status word, reduced to what a waiter has to know. Services grow new words between releases (Manila's
 * {@code creating_from_snapshot} came with Stein), so an unknown word means "not yet", never an error.
 */
public enum RemoteStatus {
    /** Usable. */
    READY,
    /** Something is still going on. */
    PENDING,
    /** The service gave up. */
    FAILED,
    /** On its way out. */
    DELETING,
    /** The service tried to delete it and gave up; deleting may be tried again. */
    DELETE_FAILED;

    /**
     * Reads the status of a Manila share, snapshot or access rule.
     * Source: Shared File Systems API v2, "Share statuses", "Snapshot statuses" and "Access rule states".
     */
    public static RemoteStatus ofManila(String raw) {
        return switch (lower(raw)) {
            case "available", "active" -> READY;
            case "error", "reverting_error", "shrinking_error", "extending_error", "manage_error" -> FAILED;
            case "error_deleting" -> DELETE_FAILED;
            case "deleting", "queued_to_deny", "denying" -> DELETING;
            default -> PENDING;
        };
    }

    /**
     * Reads the status of a Cinder volume or snapshot. A volume that is attached is as usable as one that is not; one that a
     * revert has left half done is not.
     * Source: Block Storage API v3, "Volume statuses" and "Snapshot statuses".
     */
    public static RemoteStatus ofCinder(String raw) {
        return switch (lower(raw)) {
            case "available", "in-use" -> READY;
            case "error", "error_restoring", "error_extending", "error_managing", "error_backing-up" -> FAILED;
            case "error_deleting" -> DELETE_FAILED;
            case "deleting", "deleted" -> DELETING;
            default -> PENDING;
        };
    }

    /**
     * Reads the status of a Nova server.
     * Source: Compute API v2.1, "Server concepts", "Server status".
     */
    public static RemoteStatus ofNova(String raw) {
        return switch (lower(raw)) {
            case "active", "paused", "suspended", "shutoff", "verify_resize" -> READY;
            case "error" -> FAILED;
            case "deleted", "soft_deleted" -> DELETING;
            default -> PENDING;
        };
    }

    /**
     * Reads the status of a Magnum cluster or a Heat stack.
     * Source: Container Infrastructure Management API v1, "Show details of a cluster"; Orchestration API v1, "Stack status".
     */
    public static RemoteStatus ofHeat(String raw) {
        return switch (lower(raw)) {
            case "create_complete",
                    "update_complete",
                    "resume_complete",
                    "restore_complete",
                    "rollback_complete",
                    "snapshot_complete",
                    "check_complete",
                    "adopt_complete" -> READY;
            case "delete_failed" -> DELETE_FAILED;
            case "create_failed", "update_failed", "rollback_failed", "resume_failed", "adopt_failed" -> FAILED;
            case "delete_in_progress", "delete_complete" -> DELETING;
            default -> PENDING;
        };
    }

    private static String lower(String raw) {
        return raw == null ? "" : raw.toLowerCase(Locale.ROOT);
    }
}
