package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators of environments whose removal has failed often. */
@Extension
public final class StuckEnvironments extends AdministrativeMonitor {
    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.StuckEnvironments_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !environments().isEmpty();
    }

    /** What stands in the way, one sentence for each environment. */
    public List<String> getProblems() {
        return environments().stream()
                .map(environment -> environment.id() + ": " + environment.problem())
                .toList();
    }

    /** Has the removals tried again now. */
    @POST
    public HttpResponse doAct() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        DataCloneRuntime.get().reap();
        return HttpResponses.redirectTo("../../" + EnvironmentsPage.URL + "/?state=" + Status.STUCK.key());
    }

    private static List<Environment> environments() {
        return DataCloneRuntime.ifRunning()
                .map(runtime -> runtime.ledger().all().stream()
                        .filter(environment -> environment.state() == EnvironmentState.STUCK)
                        .toList())
                .orElse(List.of());
    }
}
