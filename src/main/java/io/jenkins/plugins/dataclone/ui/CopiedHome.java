package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.model.Failure;
import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import io.jenkins.plugins.dataclone.ledger.Standing;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** Asks administrators whether this controller is the one that the environments belong to, or a copy of it. */
@Extension
public final class CopiedHome extends AdministrativeMonitor {
    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CopiedHome_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return standing().filter(Standing::isInQuestion).isPresent();
    }

    /** Why it is asked. */
    public String getReason() {
        Optional<ControllerIdentity.Doubt> doubt =
                standing().flatMap(standing -> standing.identity().doubt());
        if (doubt.isEmpty()) {
            return Messages.CopiedHome_UnknownController();
        }
        String former = doubt.get().formerUrl();
        String now = doubt.get().url();
        return now == null ? Messages.CopiedHome_NoUrl(former) : Messages.CopiedHome_OtherUrl(former, now);
    }

    /** What waits for the answer. */
    public String getWaiting() {
        List<Environment> frozen = standing().map(Standing::frozen).orElse(List.of());
        return frozen.isEmpty() ? Messages.CopiedHome_NoneWait() : Messages.CopiedHome_Wait(frozen.size());
    }

    /** This controller is the original, or has taken its place. */
    @POST
    public HttpResponse doAdopt() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            DataCloneRuntime.get().adopt();
        } catch (CloudException e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectTo("../../manage/");
    }

    /** This controller is a copy. */
    @POST
    public HttpResponse doDisown() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            DataCloneRuntime.get().disown(EnvironmentPage.who());
        } catch (CloudException e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectTo("../../manage/");
    }

    private static Optional<Standing> standing() {
        return DataCloneRuntime.ifRunning().map(runtime -> runtime.ledger().standing());
    }
}
