package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which snapshots of a data source its clones are made from, what jobs may choose themselves, and which of ours are kept. */
public final class SnapshotRules implements Describable<SnapshotRules> {
    /** How old a kept snapshot may get when only their number is limited: nothing of production is kept for ever. */
    static final Duration USUAL_KEEP_FOR = Duration.ofDays(7);

    private static final String NEW = "new";
    private static final String LATEST = "latest";
    private static final String BEFORE = "before";

    /** As in {@link SnapshotChoice}; null means {@code new}. */
    private String use;
    /** Whether only snapshots are used on which a run of their sanitizing is recorded. */
    private boolean sanitizedOnly;
    /** How old the latest snapshot may be; null for any age. */
    private String maxAge;
    /** What jobs may choose instead: {@code new}, {@code latest}, {@code before}, and patterns of names. */
    private List<String> choices = new ArrayList<>();
    /** How many snapshots of ours are kept without a clone. */
    private int keep;
    /** How old they may get; null for {@link #USUAL_KEEP_FOR}. */
    private String keepFor;

    @DataBoundConstructor
    public SnapshotRules() {}

    @NonNull
    public String getUse() {
        return use == null ? NEW : use;
    }

    @DataBoundSetter
    public void setUse(@CheckForNull String use) {
        this.use = Util.fixEmptyAndTrim(use);
    }

    /** Whether only snapshots are used on which a successful run of their sanitizing is recorded. */
    public boolean isSanitizedOnly() {
        return sanitizedOnly;
    }

    @DataBoundSetter
    public void setSanitizedOnly(boolean sanitizedOnly) {
        this.sanitizedOnly = sanitizedOnly;
    }

    @CheckForNull
    public String getMaxAge() {
        return maxAge;
    }

    @DataBoundSetter
    public void setMaxAge(@CheckForNull String maxAge) {
        this.maxAge = Util.fixEmptyAndTrim(maxAge);
    }

    /** What jobs may choose instead. */
    @NonNull
    public List<String> getChoices() {
        return Collections.unmodifiableList(choices);
    }

    @DataBoundSetter
    public void setChoices(@CheckForNull List<String> choices) {
        this.choices = Lines.entries(choices);
    }

    /** For the text area of the form. */
    public String getChoicesText() {
        return Lines.text(choices);
    }

    public int getKeep() {
        return keep;
    }

    @DataBoundSetter
    public void setKeep(int keep) {
        this.keep = keep;
    }

    @CheckForNull
    public String getKeepFor() {
        return keepFor;
    }

    @DataBoundSetter
    public void setKeepFor(@CheckForNull String keepFor) {
        this.keepFor = Util.fixEmptyAndTrim(keepFor);
    }

    /** The first thing that is wrong, with the name of its field. */
    Optional<String> problem() {
        return labelled("use", useProblem(getUse(), sanitizedOnly))
                .or(() -> labelled("maxAge", FieldRules.duration(maxAge)))
                .or(() -> labelled("choices", choicesProblem(choices, sanitizedOnly)))
                .or(() -> labelled("keep", FieldRules.atLeast(keep, 0)))
                .or(() -> labelled("keepFor", FieldRules.duration(keepFor)));
    }

    private static Optional<String> labelled(String field, Optional<String> problem) {
        return problem.map(sentence -> field + ": " + sentence);
    }

    private static Optional<String> useProblem(String written, boolean sanitizedOnly) {
        try {
            boolean takesNew = SnapshotChoice.parse(written).use() == SnapshotChoice.Use.NEW;
            return takesNew && sanitizedOnly
                    ? Optional.of(Messages.SnapshotRules_NewIsNotSanitized())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> choicesProblem(List<String> choices, boolean sanitizedOnly) {
        return sanitizedOnly && choices.contains(NEW)
                ? Optional.of(Messages.SnapshotRules_NewIsNotSanitized())
                : FieldRules.each(choices, SnapshotRules::choiceProblem);
    }

    private static Optional<String> choiceProblem(String choice) {
        return choice.regionMatches(true, 0, "id:", 0, 3)
                ? Optional.of(Messages.SnapshotRules_Id(choice))
                : Optional.empty();
    }

    /**
     * The snapshot that a job gets.
     *
     * @param wanted what its author asks for, or null or empty for what the administrator decided
     * @throws IllegalArgumentException if that is not for jobs to choose, with what is; the message is for users
     */
    SnapshotPolicy policy(@CheckForNull String wanted) {
        SnapshotRetention retention = retention();
        String asked = Util.fixEmptyAndTrim(wanted);
        if (asked == null || asked.equals(getUse())) {
            return new SnapshotPolicy(aged(SnapshotChoice.parse(getUse())), List.of(), sanitizedOnly, retention);
        }
        SnapshotChoice choice = SnapshotChoice.parse(asked);
        List<String> names = choices.stream().filter(SnapshotRules::isPattern).toList();
        boolean allowed =
                switch (choice.use()) {
                    case NEW -> choices.contains(NEW);
                    case LATEST -> choices.contains(LATEST);
                    case BEFORE -> choices.contains(BEFORE);
                    // which of them it may be is judged by the snapshot's own name, when that is known
                    case NAME, ID -> !names.isEmpty();
                };
        if (!allowed) {
            throw new IllegalArgumentException("jobs may not choose '" + asked + "'; "
                    + (choices.isEmpty()
                            ? "leave it out, the administrator has decided for '" + getUse() + "'"
                            : "they may choose: " + String.join(", ", choices)));
        }
        boolean byName = choice.use() == SnapshotChoice.Use.NAME || choice.use() == SnapshotChoice.Use.ID;
        return new SnapshotPolicy(aged(choice), byName ? names : List.of(), sanitizedOnly, retention);
    }

    private SnapshotChoice aged(SnapshotChoice choice) {
        return choice.use() == SnapshotChoice.Use.LATEST && maxAge != null
                ? SnapshotChoice.latest(Durations.parse(maxAge))
                : choice;
    }

    private static boolean isPattern(String choice) {
        return !choice.equals(NEW) && !choice.equals(LATEST) && !choice.equals(BEFORE);
    }

    private SnapshotRetention retention() {
        if (keep == 0 && keepFor == null) {
            return SnapshotRetention.none();
        }
        return new SnapshotRetention(
                keep == 0 ? Integer.MAX_VALUE : keep, keepFor == null ? USUAL_KEEP_FOR : Durations.parse(keepFor));
    }

    /** XStream sets fields without the constructor. */
    private Object readResolve() {
        choices = choices == null ? new ArrayList<>() : choices;
        return this;
    }

    /** The form of these rules, which is a part of that of a data source. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<SnapshotRules> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SnapshotRules_DisplayName();
        }

        @POST
        public FormValidation doCheckUse(@QueryParameter String value, @QueryParameter boolean sanitizedOnly) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            String written = Util.fixEmptyAndTrim(value) == null ? NEW : value;
            return FieldRules.answer(useProblem(written, sanitizedOnly));
        }

        @POST
        public FormValidation doCheckMaxAge(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.duration(value));
        }

        @POST
        public FormValidation doCheckChoices(@QueryParameter String value, @QueryParameter boolean sanitizedOnly) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            List<String> entries = Lines.entries(List.of(Util.fixNull(value)));
            return FieldRules.answer(choicesProblem(entries, sanitizedOnly));
        }

        @POST
        public FormValidation doCheckKeep(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public FormValidation doCheckKeepFor(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.duration(value));
        }
    }
}
