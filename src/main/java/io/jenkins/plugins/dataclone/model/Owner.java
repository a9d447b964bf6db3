package io.jenkins.plugins.dataclone.model;

import java.time.Instant;
import java.util.Objects;

/**
 * The build that owns an environment, or the controller itself.
 *
 * @param run the run's externalizable id, {@code folder/job#12}
 * @param url the run's address relative to the root URL, for links; may be empty
 * @param startedAt when the run started; tells two runs apart that got the same number after a job was created anew
 */
public record Owner(String run, String url, Instant startedAt) {
    /** No id of a run looks so. */
    private static final String CONTROLLER = "(controller)";

    public Owner {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** The controller itself: owner of what no build has any more and later ones may use. */
    public static Owner controller() {
        return new Owner(CONTROLLER, "", Instant.EPOCH);
    }

    public boolean isController() {
        return run.equals(CONTROLLER);
    }

    /** Whether it is the same build; how it is reached does not matter. */
    public boolean isSameBuild(Owner other) {
        return run.equals(other.run) && startedAt.equals(other.startedAt);
    }

    /** The same build under another name. */
    public Owner movedTo(String newRun, String newUrl) {
        return new Owner(newRun, newUrl, startedAt);
    }

    /** Full name of the run's job; the whole id if it is none of a run. */
    public String job() {
        int hash = run.lastIndexOf('#');
        return hash < 0 ? run : run.substring(0, hash);
    }
}
