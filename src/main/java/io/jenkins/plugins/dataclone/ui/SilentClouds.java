package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.dataclone.runtime.CloudWatch;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators of clouds that have not answered for long. */
@Extension
public final class SilentClouds extends AdministrativeMonitor {
    /** A restart of a service or of a load balancer is over by then. */
    static final Duration LONG = Duration.ofMinutes(15);

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.SilentClouds_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !silences().isEmpty();
    }

    /** Which clouds since when, and what the last call met. */
    public List<String> getProblems() {
        return silences().stream()
                .map(silence -> Messages.SilentClouds_Since(
                        silence.cloud(),
                        Times.minute(silence.since()),
                        Times.minute(silence.lastAsked()),
                        silence.why()))
                .toList();
    }

    /** Has the clouds asked again now, in the background. */
    @POST
    public HttpResponse doAct() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        silences().forEach(silence -> DataCloneRuntime.get().probe(silence.cloud()));
        return HttpResponses.redirectTo("../../manage/");
    }

    private static List<CloudWatch.Silence> silences() {
        return DataCloneRuntime.ifRunning()
                .map(runtime -> runtime.observation().cloudWatch().silences(LONG))
                .orElse(List.of());
    }
}
