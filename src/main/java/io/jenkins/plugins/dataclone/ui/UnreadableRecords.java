package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.model.Failure;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators of records of environments that cannot be read: nothing is done for what they tell of. */
@Extension
public final class UnreadableRecords extends AdministrativeMonitor {
    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.UnreadableRecords_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return isWithoutLedger() || !getProblems().isEmpty();
    }

    /** Whether there is no ledger at all. */
    public boolean isWithoutLedger() {
        return whole().isPresent();
    }

    /** Why there is none. */
    public String getLedgerProblem() {
        return whole().orElse("");
    }

    /** Which files, and what is wrong with each. */
    public List<String> getProblems() {
        return DataCloneRuntime.ifRunning()
                .map(runtime -> runtime.ledger().unreadable())
                .orElse(List.of());
    }

    /** Has them read again. */
    @POST
    public HttpResponse doRetry() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return act(runtime -> {
            runtime.ledger().reread();
            runtime.reap();
        });
    }

    /** Has them moved out of the way. */
    @POST
    public HttpResponse doSetAside() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return act(runtime -> runtime.ledger().setAside());
    }

    private static Optional<String> whole() {
        return DataCloneRuntime.ifRunning().isPresent() ? Optional.empty() : DataCloneRuntime.problem();
    }

    private interface Act {
        void on(DataCloneRuntime runtime) throws CloudException;
    }

    private static HttpResponse act(Act act) {
        DataCloneRuntime runtime;
        try {
            runtime = DataCloneRuntime.get();
        } catch (UncheckedIOException e) {
            throw new Failure(e.getMessage());
        }
        try {
            act.on(runtime);
        } catch (CloudException e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectTo("../../manage/");
    }
}
