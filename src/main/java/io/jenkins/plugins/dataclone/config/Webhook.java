package io.jenkins.plugins.dataclone.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.EnvironmentEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Somebody outside Jenkins who wants to hear what happens to environments. */
public final class Webhook implements Describable<Webhook> {
    /** Where the messages go. */
    private final String url;
    /** Id of a secret text that signs them; null for no signature. */
    private String credentialsId;
    /** Keys of {@link EnvironmentEvent.Kind}; empty for all. */
    private List<String> events = new ArrayList<>();

    @DataBoundConstructor
    public Webhook(@NonNull String url) {
        this.url = Util.fixNull(url).trim();
    }

    @NonNull
    public String getUrl() {
        return Util.fixNull(url);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** What it is told; empty for everything. */
    @NonNull
    public List<String> getEvents() {
        return Collections.unmodifiableList(events);
    }

    @DataBoundSetter
    public void setEvents(@CheckForNull List<String> events) {
        this.events = Lines.addresses(events);
    }

    /** For the text field of the form. */
    public String getEventsText() {
        return String.join(", ", events);
    }

    /** What it is told. */
    Set<EnvironmentEvent.Kind> kinds() {
        Set<EnvironmentEvent.Kind> kinds = EnumSet.allOf(EnvironmentEvent.Kind.class);
        if (!events.isEmpty()) {
            kinds.removeIf(kind -> !events.contains(kind.key()));
        }
        return kinds;
    }

    /**
     * Judges the webhook alone.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    void check() {
        new Problems("webhook")
                .check("url", FieldRules.required(getUrl()))
                .check("url", FieldRules.webAddress(getUrl()))
                .check("events", FieldRules.each(events, Webhook::eventProblem));
    }

    private static Optional<String> eventProblem(String event) {
        List<String> known = Arrays.stream(EnvironmentEvent.Kind.values())
                .map(EnvironmentEvent.Kind::key)
                .toList();
        return FieldRules.oneOf(event, known);
    }

    /** XStream sets fields without the constructor. */
    private Object readResolve() {
        events = events == null ? new ArrayList<>() : events;
        return this;
    }

    /** Without the address, which with some receivers is a secret. */
    @Override
    public String toString() {
        return "webhook";
    }

    /** The form of a webhook. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Webhook> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Webhook_DisplayName();
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            Optional<String> problem = FieldRules.required(value).or(() -> FieldRules.webAddress(value));
            if (problem.isEmpty() && value.trim().regionMatches(true, 0, "http:", 0, 5)) {
                return FormValidation.warning(Messages.Webhook_PlainHttp());
            }
            return FieldRules.answer(problem);
        }

        @POST
        public FormValidation doCheckEvents(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            List<String> events = Lines.addresses(List.of(Util.fixNull(value)));
            return FieldRules.answer(FieldRules.each(events, Webhook::eventProblem));
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String url, @QueryParameter String credentialsId) {
            if (!Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)) {
                return new StandardListBoxModel().includeCurrentValue(credentialsId);
            }
            return new StandardListBoxModel()
                    .includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StringCredentials.class,
                            URIRequirementBuilder.fromUri(url).build(),
                            CredentialsMatchers.always())
                    .includeCurrentValue(credentialsId);
        }
    }
}
