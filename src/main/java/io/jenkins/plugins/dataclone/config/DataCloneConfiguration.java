package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.dataclone.config.ConfigurationRules.Parts;
import io.jenkins.plugins.dataclone.model.CleanupVerdict;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What the administrator configured, for the whole controller. A setter judges its own part; {@link #save} judges the parts
 * together, so that a form or Configuration as Code may set them in any order within one {@link BulkChange}. What does not
 * hold together is never written.
 *
 * <p>The lists are replaced, never changed, so that worker threads read them without a lock.
 */
@Extension
@Symbol("dataClone")
public final class DataCloneConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    /** What the names of all our objects in a cloud begin with, unless the administrator wants something else. */
    public static final String DEFAULT_NAME_PREFIX = "dataclone";

    /** What the names of all our objects in a cloud begin with. */
    private volatile String namePrefix = DEFAULT_NAME_PREFIX;
    /** The clouds, in the order of the form. */
    private volatile List<CloudProfile> clouds = new ArrayList<>();
    /** The data sources, in the order of the form. */
    private volatile List<DataSource> dataSources = new ArrayList<>();
    /** The bay templates, in the order of the form. */
    private volatile List<BayTemplate> bayTemplates = new ArrayList<>();
    /** Who is told of events, in the order of the form. */
    private volatile List<Webhook> webhooks = new ArrayList<>();

    /** How the clouds are looked through for what the ledger does not know; null for the defaults. */
    private volatile OrphanScanOptions orphanScan;
    /** What becomes of a build whose environment cannot be taken away in time; null means {@code no}. */
    private volatile String failOnCleanupError;

    /** What was last read or written: what is missing from it later has been taken away. */
    private transient Parts kept = new Parts(List.of(), List.of(), List.of());

    /** The one instance. */
    @NonNull
    public static DataCloneConfiguration get() {
        return ExtensionList.lookupSingleton(DataCloneConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DataCloneConfiguration_DisplayName();
    }

    /** Whoever may configure us needs no more than {@link Jenkins#MANAGE} to get to the page. */
    @NonNull
    @Override
    public Permission getRequiredGlobalConfigPagePermission() {
        return DataClonePermissions.CONFIGURE;
    }

    /** What the names of all our objects in a cloud begin with: lower-case letters, digits and hyphens. */
    @NonNull
    public String getNamePrefix() {
        return namePrefix == null ? DEFAULT_NAME_PREFIX : namePrefix;
    }

    /**
     * Sets the prefix; empty means {@link #DEFAULT_NAME_PREFIX}.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    @DataBoundSetter
    public synchronized void setNamePrefix(@CheckForNull String namePrefix) {
        String given = Util.fixEmptyAndTrim(namePrefix);
        String prefix = given == null ? DEFAULT_NAME_PREFIX : given;
        new Problems(getDisplayName()).check("namePrefix", FieldRules.namePrefix(prefix));
        this.namePrefix = prefix;
        save();
    }

    @NonNull
    public List<CloudProfile> getClouds() {
        return Collections.unmodifiableList(clouds);
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    @DataBoundSetter
    public synchronized void setClouds(@CheckForNull List<CloudProfile> clouds) {
        List<CloudProfile> before = this.clouds;
        this.clouds = ConfigurationRules.clouds(clouds);
        saveOr(() -> this.clouds = before);
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    synchronized void addCloud(CloudProfile cloud) {
        List<CloudProfile> more = new ArrayList<>(clouds);
        more.add(cloud);
        setClouds(more);
    }

    @NonNull
    public List<DataSource> getDataSources() {
        return Collections.unmodifiableList(dataSources);
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    @DataBoundSetter
    public synchronized void setDataSources(@CheckForNull List<DataSource> dataSources) {
        List<DataSource> before = this.dataSources;
        this.dataSources = ConfigurationRules.dataSources(dataSources);
        saveOr(() -> this.dataSources = before);
    }

    @NonNull
    public List<BayTemplate> getBayTemplates() {
        return Collections.unmodifiableList(bayTemplates);
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    @DataBoundSetter
    public synchronized void setBayTemplates(@CheckForNull List<BayTemplate> bayTemplates) {
        List<BayTemplate> before = this.bayTemplates;
        this.bayTemplates = ConfigurationRules.bayTemplates(bayTemplates);
        saveOr(() -> this.bayTemplates = before);
    }

    @NonNull
    public List<Webhook> getWebhooks() {
        List<Webhook> now = webhooks;
        return now == null ? List.of() : Collections.unmodifiableList(now);
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    @DataBoundSetter
    public synchronized void setWebhooks(@CheckForNull List<Webhook> webhooks) {
        List<Webhook> checked = webhooks == null ? new ArrayList<>() : new ArrayList<>(webhooks);
        checked.forEach(Webhook::check);
        this.webhooks = checked;
        save();
    }

    /** How the clouds are looked through for what the ledger does not know. */
    @NonNull
    public OrphanScanOptions getOrphanScan() {
        OrphanScanOptions now = orphanScan;
        return now == null ? new OrphanScanOptions() : now;
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    @DataBoundSetter
    public synchronized void setOrphanScan(@CheckForNull OrphanScanOptions orphanScan) {
        if (orphanScan != null) {
            orphanScan.check();
        }
        this.orphanScan = orphanScan;
        save();
    }

    /** What becomes of a build whose environment cannot be taken away in time, unless its author says otherwise. */
    @NonNull
    public String getFailOnCleanupError() {
        String now = failOnCleanupError;
        return now == null ? CleanupVerdict.NO.text() : now;
    }

    /** @throws IllegalArgumentException with a sentence for users; nothing is changed then */
    @DataBoundSetter
    public synchronized void setFailOnCleanupError(@CheckForNull String failOnCleanupError) {
        String given = Util.fixEmptyAndTrim(failOnCleanupError);
        this.failOnCleanupError =
                given == null ? null : CleanupVerdict.parse(given).text();
        save();
    }

    /**
     * The profile of that name.
     *
     * @throws CloudException of kind CONFIGURATION with the names there are
     */
    @NonNull
    public CloudProfile cloud(String name) throws CloudException {
        List<CloudProfile> now = clouds;
        return ConfigurationRules.find(now, name)
                .orElseThrow(() -> CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "no cloud '" + name + "' is configured; there are: "
                                + String.join(
                                        ", ",
                                        now.stream().map(CloudProfile::getName).toList())));
    }

    /** Takes the form: all of it or, with a sentence about what is wrong, nothing. */
    @Override
    public synchronized boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        Runnable undo = undo();
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, form);
            clearWhatIsAbsent(form);
            change.commit();
            undo = () -> {};
            return true;
        } catch (IOException | IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "clouds");
        } finally {
            undo.run();
        }
    }

    @Override
    public synchronized void load() {
        super.load();
        kept = parts();
    }

    /**
     * Writes the configuration if it holds together and no environment needs what has been taken away.
     *
     * @throws IllegalArgumentException with a sentence for users; nothing is written then, and what was written holds
     */
    @Override
    public synchronized void save() {
        if (BulkChange.contains(this)) {
            return;
        }
        ConfigurationRules.check(clouds, dataSources, bayTemplates);
        Parts now = parts();
        try {
            ConfigurationRules.checkGone(kept, now, LivingEnvironments.ofThisJenkins());
        } catch (IllegalArgumentException e) {
            clouds = kept.clouds();
            dataSources = kept.dataSources();
            bayTemplates = kept.bayTemplates();
            throw e;
        }
        super.save();
        kept = now;
    }

    private Parts parts() {
        return new Parts(clouds, dataSources, bayTemplates);
    }

    @POST
    public FormValidation doCheckNamePrefix(@QueryParameter String value) {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        return FieldRules.answer(FieldRules.namePrefix(Util.fixNull(value).isBlank() ? DEFAULT_NAME_PREFIX : value));
    }

    @POST
    public ListBoxModel doFillFailOnCleanupErrorItems() {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.DataCloneConfiguration_KeepsItsResult(), CleanupVerdict.NO.text());
        items.add(Messages.DataCloneConfiguration_IsUnstable(), CleanupVerdict.UNSTABLE.text());
        items.add(Messages.DataCloneConfiguration_HasFailed(), CleanupVerdict.FAILED.text());
        return items;
    }

    /**
     * The button of the page that imports a cloud from {@code clouds.yaml}. It is a page of its own, because the form of the
     * configuration would take the new cloud away again with its next save.
     */
    @POST
    public FormValidation doTakeCloud(@QueryParameter String cloudsYaml, @QueryParameter String cloudsYamlEntry) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return CloudImport.into(this).take(cloudsYaml, cloudsYamlEntry);
    }

    /** An emptied list is absent from the form. It is cleared last, so that no worker sees a configuration without clouds. */
    private void clearWhatIsAbsent(JSONObject form) {
        if (!form.containsKey("clouds")) {
            setClouds(null);
        }
        if (!form.containsKey("dataSources")) {
            setDataSources(null);
        }
        if (!form.containsKey("bayTemplates")) {
            setBayTemplates(null);
        }
        if (!form.containsKey("webhooks")) {
            setWebhooks(null);
        }
    }

    private void saveOr(Runnable undo) {
        try {
            save();
        } catch (IllegalArgumentException e) {
            undo.run();
            throw e;
        }
    }

    private Runnable undo() {
        String prefixBefore = namePrefix;
        List<CloudProfile> cloudsBefore = clouds;
        List<DataSource> sourcesBefore = dataSources;
        List<BayTemplate> templatesBefore = bayTemplates;
        List<Webhook> webhooksBefore = webhooks;
        OrphanScanOptions scanBefore = orphanScan;
        String verdictBefore = failOnCleanupError;
        return () -> {
            namePrefix = prefixBefore;
            clouds = cloudsBefore;
            dataSources = sourcesBefore;
            bayTemplates = templatesBefore;
            webhooks = webhooksBefore;
            orphanScan = scanBefore;
            failOnCleanupError = verdictBefore;
        };
    }
}
