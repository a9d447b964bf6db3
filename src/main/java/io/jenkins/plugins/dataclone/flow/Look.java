package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Objects;
import java.util.Optional;

/**
 * What a look at a remote object showed.
 *
 * @param status empty if the object does not exist
 * @param word the service's own status word, for messages
 * @param reason why it failed, or is back after it was to go; or null
 */
record Look(Optional<RemoteStatus> status, String word, String reason) {
    private static final String GONE = "gone";
    private static final String GONE_WITH_HOST = "gone with its host";

    Look {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(word, "word");
    }

    static Look at(RemoteStatus status, String word) {
        return new Look(Optional.of(status), word, null);
    }

    static Look failed(RemoteStatus status, String word, String reason) {
        return new Look(Optional.of(status), word, reason);
    }

    /** Why an object has failed. */
    @FunctionalInterface
    interface Reason {
        /** Empty if the cloud does not tell. */
        Optional<String> find() throws CloudException;
    }

    /** In that status; the reason is asked for only if it has failed. */
    static Look of(RemoteStatus status, String word, Reason reason) throws CloudException {
        return status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED
                ? failed(status, word, reason.find().orElse(null))
                : at(status, word);
    }

    static Look missing() {
        return new Look(Optional.empty(), GONE, null);
    }

    /** What it was part of does not exist. */
    static Look missingWithItsHost() {
        return new Look(Optional.empty(), GONE_WITH_HOST, null);
    }

    /** How an object that is missing is known to be gone. */
    GoneProof proof() {
        return word.equals(GONE_WITH_HOST) ? GoneProof.WITH_ITS_HOST : GoneProof.NOT_FOUND;
    }

    /** What a call that shows the object found, which may be that there is none. */
    static Look unlessMissing(Showing call) throws CloudException {
        try {
            return call.show();
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return missing();
            }
            throw e;
        }
    }

    /** A call that shows an object. */
    @FunctionalInterface
    interface Showing {
        /** @throws CloudException of kind NOT_FOUND if the object does not exist */
        Look show() throws CloudException;
    }

    boolean isMissing() {
        return status.isEmpty();
    }

    boolean is(RemoteStatus wanted) {
        return status.filter(wanted::equals).isPresent();
    }
}
