package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.ledger.ScanSettings;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.time.Duration;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Whether and how the clouds are looked through for things of ours that the ledger does not know. */
public final class OrphanScanOptions implements Describable<OrphanScanOptions> {
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(30);
    private static final Duration SHORTEST_GRACE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Whether it is done by itself. */
    private boolean enabled = ScanSettings.DEFAULT.enabled();
    /** Time between two scans; null for the default. */
    private String interval;
    /** How old something has to be before it can go; null for the default. */
    private String grace;

    @DataBoundConstructor
    public OrphanScanOptions() {
        // everything is optional
    }

    public boolean isEnabled() {
        return enabled;
    }

    @DataBoundSetter
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @NonNull
    public String getInterval() {
        return interval == null ? Durations.format(ScanSettings.DEFAULT.interval()) : interval;
    }

    @DataBoundSetter
    public void setInterval(@CheckForNull String interval) {
        this.interval = Util.fixEmptyAndTrim(interval);
    }

    @NonNull
    public String getGrace() {
        return grace == null ? Durations.format(ScanSettings.DEFAULT.grace()) : grace;
    }

    @DataBoundSetter
    public void setGrace(@CheckForNull String grace) {
        this.grace = Util.fixEmptyAndTrim(grace);
    }

    /** @throws IllegalArgumentException with a sentence for users */
    void check() {
        new Problems("orphanScan").check("interval", intervalProblem(interval)).check("grace", graceProblem(grace));
    }

    /** What holds; it was checked before it was written. */
    ScanSettings settings() {
        return new ScanSettings(enabled, Durations.parse(getInterval()), Durations.parse(getGrace()));
    }

    private static Optional<String> intervalProblem(String written) {
        return FieldRules.durationWithin(written, SHORTEST_INTERVAL, LONGEST);
    }

    private static Optional<String> graceProblem(String written) {
        return FieldRules.durationWithin(written, SHORTEST_GRACE, LONGEST);
    }

    /** The part of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<OrphanScanOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OrphanScanOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckEnabled(@QueryParameter boolean value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return value ? FormValidation.ok() : FormValidation.warning(Messages.OrphanScanOptions_Off());
        }

        @POST
        public FormValidation doCheckInterval(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(intervalProblem(value));
        }

        @POST
        public FormValidation doCheckGrace(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(graceProblem(value));
        }
    }
}
