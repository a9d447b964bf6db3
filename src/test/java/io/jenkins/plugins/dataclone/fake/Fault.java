package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;

/** What goes wrong with one call. */
public final class Fault {
    enum Moment {
        BEFORE_WORK,
        AFTER_WORK,
        LATE_WORK,
        SLOW_ANSWER,
        ENDS_IN_ERROR
    }

    final Moment moment;
    final CloudException error;
    final Duration late;
    final String reason;

    private Fault(Moment moment, CloudException error, Duration late, String reason) {
        this.moment = moment;
        this.error = error;
        this.late = late;
        this.reason = reason;
    }

    /** The call fails with that error and does nothing. */
    public static Fault refused(CloudException error) {
        return new Fault(Moment.BEFORE_WORK, error, Duration.ZERO, null);
    }

    /** Held back on our side for a second: BUSY or SILENT. */
    public static Fault heldBack(CloudException.Kind kind) {
        return refused(CloudException.heldBack(kind, "Shares on cloud 'lab': " + kind, Duration.ofSeconds(1)));
    }

    /** No answer, and nothing was done. */
    public static Fault noAnswer() {
        return new Fault(Moment.BEFORE_WORK, silence(), Duration.ZERO, null);
    }

    /** The work is done, but the answer is lost. */
    public static Fault answerLost() {
        return new Fault(Moment.AFTER_WORK, silence(), Duration.ZERO, null);
    }

    /** No answer, and the object comes into being only after that time. */
    public static Fault bornAfter(Duration late) {
        return new Fault(Moment.LATE_WORK, silence(), late, null);
    }

    /** The work is done at once, and the answer takes that long. */
    public static Fault slowAnswer(Duration late) {
        return new Fault(Moment.SLOW_ANSWER, null, late, null);
    }

    /** The call is accepted, but the object ends in an error state for that reason. */
    public static Fault endsInError(String reason) {
        return new Fault(Moment.ENDS_IN_ERROR, null, Duration.ZERO, reason);
    }

    static CloudException silence() {
        return CloudException.of(CloudException.Kind.UNAVAILABLE, "Cloud did not answer within 30 s");
    }
}
