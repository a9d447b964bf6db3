package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.runtime.ReceiptItem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where an environment is in its life, as people say it. */
public enum Status {
    /** Something of it is still on its way. */
    MAKING,
    /** All that was asked for is usable. */
    READY,
    /** Its build has done with it, and it is kept for debugging. */
    KEPT,
    /** It is being taken away. */
    REMOVING,
    /** Taking it away has failed often. */
    STUCK,
    /** Everything is confirmed gone. */
    GONE,
    /** It is another controller's, from which this one was copied. */
    DISOWNED;

    static Status of(Environment environment) {
        return switch (environment.state()) {
            case OPEN -> isReady(environment) ? READY : MAKING;
            case KEPT -> KEPT;
            case RELEASING -> REMOVING;
            case STUCK -> STUCK;
            case ENDED -> GONE;
            case DISOWNED -> DISOWNED;
        };
    }

    private static boolean isReady(Environment environment) {
        List<Resource> there = environment.resources(r -> !r.isGone());
        return !there.isEmpty() && there.stream().allMatch(Resource::isReady);
    }

    /** The status of an open environment with these objects. */
    static Status ofItems(List<ReceiptItem> items) {
        List<ReceiptItem> there = items.stream()
                .filter(item -> item.getState() != ResourceState.GONE)
                .toList();
        return !there.isEmpty() && there.stream().allMatch(item -> item.getState() == ResourceState.READY)
                ? READY
                : MAKING;
    }

    /** Whether there is nothing left to see of it. */
    boolean isOver() {
        return this == GONE || this == DISOWNED;
    }

    /** The status of that key, if there is one. */
    static Optional<Status> find(String key) {
        for (Status status : values()) {
            if (status.key().equals(key)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** The word in addresses and in what programs read. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for people. */
    public String label() {
        return switch (this) {
            case MAKING -> Messages.Status_Making();
            case READY -> Messages.Status_Ready();
            case KEPT -> Messages.Status_Kept();
            case REMOVING -> Messages.Status_Removing();
            case STUCK -> Messages.Status_Stuck();
            case GONE -> Messages.Status_Gone();
            case DISOWNED -> Messages.Status_Disowned();
        };
    }

    /** Colour of Jenkins' design library that goes with it, or an empty text for none. */
    public String color() {
        return switch (this) {
            case MAKING, REMOVING -> "jenkins-!-text-color-secondary";
            case READY -> "jenkins-!-success-color";
            case KEPT -> "jenkins-!-warning-color";
            case STUCK -> "jenkins-!-error-color";
            case GONE, DISOWNED -> "";
        };
    }
}
