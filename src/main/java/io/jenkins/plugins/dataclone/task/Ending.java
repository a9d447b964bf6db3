package io.jenkins.plugins.dataclone.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.CleanupVerdict;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an author wants to become of an environment when the work in it is over, and of the build if it cannot be taken away. Kept
 * with the build of a Pipeline.
 */
public final class Ending implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For how long it is kept for debugging when the work in it fails, in milliseconds; 0 if it is not. */
    private final long keepMillis;
    /** What the author wants to become of the build, or null for what the administrator has decided. */
    private final CleanupVerdict verdict;
    /** The build's result when the work began; null if it had none. */
    private String resultBefore;

    private Ending(long keepMillis, CleanupVerdict verdict) {
        this.keepMillis = keepMillis;
        this.verdict = verdict;
    }

    /**
     * Reads what the author wrote.
     *
     * @param keepOnFailure like {@code 4h}, or null
     * @param failOnCleanupError {@code no}, {@code unstable} or {@code failed}, or null for what the administrator has decided
     */
    public static Ending of(String keepOnFailure, String failOnCleanupError) throws AbortException {
        long millis = keepOnFailure == null || keepOnFailure.isBlank()
                ? 0
                : Timeouts.of("keepOnFailure", keepOnFailure, Duration.ZERO).toMillis();
        return new Ending(millis, verdict(failOnCleanupError));
    }

    private static CleanupVerdict verdict(String written) throws AbortException {
        if (written == null || written.isBlank()) {
            return null;
        }
        try {
            return CleanupVerdict.parse(written);
        } catch (IllegalArgumentException e) {
            throw new AbortException("failOnCleanupError: " + e.getMessage());
        }
    }

    /** Said before anything is made, and not when the build has failed. */
    public void check(Lifetime lifetime) throws CloudException {
        if (keepMillis > lifetime.longest().toMillis()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "keepOnFailure: the whole life of this environment may be " + Durations.format(lifetime.longest())
                            + " at the most, so it cannot be kept for "
                            + Durations.format(Duration.ofMillis(keepMillis)));
        }
    }

    /** Whether it may come to keeping. */
    public boolean mayKeep() {
        return keepMillis > 0;
    }

    /** The work begins: what the build's result is until now is not the work's doing. */
    public void workBegins(Run<?, ?> run) {
        resultBefore = run.getResult() == null ? null : run.getResult().toString();
    }

    /**
     * The work is over: keeps the environment if it has failed and the author wants that, and tells how to reach it. An abort is
     * nobody's riddle, so it keeps nothing.
     *
     * @param failed whether the work ended with an error of its own
     * @param aborted whether it was made to end
     * @return whether the environment is kept; if not, it has to be taken away
     */
    public boolean keep(
            DataCloneRuntime runtime,
            String environmentId,
            Run<?, ?> run,
            boolean failed,
            boolean aborted,
            BuildLog log)
            throws CloudException {
        Optional<String> because = aborted || !mayKeep() ? Optional.empty() : because(run, failed);
        if (because.isEmpty() || runtime.ledger().find(environmentId).isEmpty()) {
            return false;
        }
        Environment environment = runtime.keep(environmentId, Duration.ofMillis(keepMillis), because.get());
        if (environment.state() != EnvironmentState.KEPT) {
            return false;
        }
        KeptNotice.of(environment).forEach(log::say);
        return true;
    }

    private Optional<String> because(Run<?, ?> run, boolean failed) {
        if (failed) {
            return Optional.of("the steps in it failed");
        }
        Result now = run.getResult();
        Result before = resultBefore == null ? Result.SUCCESS : Result.fromString(resultBefore);
        return now != null && now.isWorseThan(before) && now.isBetterOrEqualTo(Result.FAILURE)
                ? Optional.of("the build became " + now + " in it")
                : Optional.empty();
    }

    /**
     * The removal is over, or has taken too long: what becomes of a build that has not failed otherwise.
     *
     * @param catalogue what the administrator has decided, or null if it cannot be asked now
     * @param leftovers what is left, told for people; empty if all is gone
     * @param setResult makes the build's result worse
     * @return what the step has to fail with; empty if it does not fail
     */
    public Optional<AbortException> judge(
            @CheckForNull Catalogue catalogue, List<String> leftovers, Consumer<Result> setResult) {
        CleanupVerdict usual = catalogue == null ? CleanupVerdict.NO : catalogue.failOnCleanupError();
        CleanupVerdict judged = leftovers.isEmpty() ? CleanupVerdict.NO : verdict == null ? usual : verdict;
        if (judged == CleanupVerdict.UNSTABLE) {
            setResult.accept(Result.UNSTABLE);
        }
        return judged == CleanupVerdict.FAILED
                ? Optional.of(new AbortException(
                        "Not everything could be taken away (failOnCleanupError): " + String.join("; ", leftovers)))
                : Optional.empty();
    }
}
