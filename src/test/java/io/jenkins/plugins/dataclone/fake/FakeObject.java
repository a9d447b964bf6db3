package io.jenkins.plugins.dataclone.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A remote object whose state follows from the time: one second per word on its way up, two seconds on its way out. */
final class FakeObject {
    static final Duration DELETION = Duration.ofSeconds(2);
    static final Duration REVERT = Duration.ofSeconds(3);

    /** One kind of object and its words. */
    record Words(String kind, List<String> making, String ready, String error, String deleting, String deleteFailed) {
        static final Words SHARE = new Words(
                "share",
                List.of("creating", "creating_from_snapshot"),
                "available",
                "error",
                "deleting",
                "error_deleting");
        static final Words SNAPSHOT =
                new Words("snapshot", List.of("creating"), "available", "error", "deleting", "error_deleting");
        static final Words RULE =
                new Words("rule", List.of("queued_to_apply", "applying"), "active", "error", "denying", "error");
        static final Words VOLUME = new Words(
                "volume", List.of("creating", "downloading"), "available", "error", "deleting", "error_deleting");
        /** Production's are attached to production's servers. */
        static final Words PRODUCTION_VOLUME =
                new Words("volume", List.of(), "in-use", "error", "deleting", "error_deleting");

        static final Words VOLUME_SNAPSHOT =
                new Words("volume snapshot", List.of("creating"), "available", "error", "deleting", "error_deleting");
        /** In the words of the volume that is attached. */
        static final Words ATTACHMENT =
                new Words("attachment", List.of("reserved", "attaching"), "in-use", "error", "detaching", "in-use");

        static final Words SERVER = new Words("server", List.of("BUILD"), "ACTIVE", "ERROR", "DELETED", "ERROR");
        static final Words CLUSTER = new Words(
                "cluster",
                List.of("CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS"),
                "CREATE_COMPLETE",
                "CREATE_FAILED",
                "DELETE_IN_PROGRESS",
                "DELETE_FAILED");

        /** Magnum's words are Heat's. */
        static final Words STACK = new Words(
                "stack",
                List.of("CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS"),
                "CREATE_COMPLETE",
                "CREATE_FAILED",
                "DELETE_IN_PROGRESS",
                "DELETE_FAILED");

        Words making(List<String> other) {
            return new Words(kind, other, ready, error, deleting, deleteFailed);
        }
    }

    final String id;
    final String name;
    /** What it was made from or belongs to: the snapshot's share, the share's snapshot, the rule's share, ... */
    final String parent;

    final Instant bornAt;
    final Words words;
    Map<String, String> metadata;
    final int size;
    final String detail;
    String errorReason;
    boolean production;
    Instant deletedAt;
    int failingDeletions;
    /** How long it shows its old status after it was asked to go. */
    Duration deletionLag = Duration.ZERO;
    /** A word that stands instead of the usual one until then; for objects that are worked on. */
    String busyWord;

    Instant busyUntil = Instant.MIN;
    /** A word that stands for ever after; for objects that were broken while they were worked on. */
    String brokenWord;

    FakeObject(
            String id,
            String name,
            String parent,
            Instant bornAt,
            Words words,
            Map<String, String> metadata,
            int size,
            String detail) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        this.bornAt = bornAt;
        this.words = words;
        this.metadata = Map.copyOf(metadata);
        this.size = size;
        this.detail = detail;
    }

    private int newSize;
    private Instant resizedAt;
    private int oldSize;
    private String oldReason;

    /** Status and size show it a second later; two seconds after that it is done. */
    void resize(int wanted, Instant now, String failure) {
        oldSize = size(now);
        oldReason = errorReason;
        newSize = wanted;
        resizedAt = now;
        errorReason = failure;
    }

    int size(Instant now) {
        if (resizedAt == null) {
            return size;
        }
        return now.isBefore(resizedAt.plusSeconds(1)) ? oldSize : newSize;
    }

    private boolean isResizing(Instant now) {
        return resizedAt != null && !now.isBefore(resizedAt.plusSeconds(1)) && now.isBefore(resizedAt.plusSeconds(3));
    }

    boolean exists(Instant now) {
        return !now.isBefore(bornAt) && !(deletedAt != null && failingDeletions == 0 && isDeletionOver(now));
    }

    String status(Instant now) {
        if (deletedAt != null && !now.isBefore(deletedAt.plus(deletionLag))) {
            return isDeletionOver(now) ? words.deleteFailed : words.deleting;
        }
        if (now.isBefore(busyUntil)) {
            return busyWord;
        }
        if (brokenWord != null) {
            return brokenWord;
        }
        if (resizedAt != null) {
            boolean begun = !now.isBefore(resizedAt.plusSeconds(1));
            String reason = begun ? errorReason : oldReason;
            return isResizing(now) ? "UPDATE_IN_PROGRESS" : reason == null ? words.ready : "UPDATE_FAILED";
        }
        long age = Duration.between(bornAt, now).toSeconds();
        if (age < words.making.size()) {
            return words.making.get((int) Math.max(0, age));
        }
        return errorReason == null ? words.ready : words.error;
    }

    boolean is(Words kind) {
        return words.kind.equals(kind.kind);
    }

    boolean isReady(Instant now) {
        return status(now).equals(words.ready);
    }

    boolean isMaking(Instant now) {
        return deletedAt == null && words.making.contains(status(now));
    }

    void delete(Instant now) {
        if (deletedAt != null) {
            if (!isDeletionOver(now) || failingDeletions == 0) {
                return;
            }
            failingDeletions--;
        }
        deletedAt = now;
    }

    private boolean isDeletionOver(Instant now) {
        return !now.isBefore(deletedAt.plus(deletionLag).plus(DELETION));
    }
}
