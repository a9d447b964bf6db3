package io.jenkins.plugins.dataclone.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.KeyValues;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.Catalogue.Offered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import jenkins.model.Jenkins;

/**
 * The fields of authors' forms, for one item: the names that it may use, and the checks that its build would make. What a check
 * says is what the build would say. A field with a variable in it is judged when the build runs.
 */
public final class AuthorFields {
    /** Something that is wrong with a field is told as an exception. */
    @FunctionalInterface
    private interface Check {
        void run() throws CloudException, AbortException;
    }

    private final Catalogue catalogue;
    /** Full name of the item; null outside any item, where an administrator sees everything. */
    private final String job;

    AuthorFields(Catalogue catalogue, @CheckForNull String job) {
        this.catalogue = catalogue;
        this.job = job;
    }

    /** The fields of a form that belongs to that item; ask {@link #hasPermission} first. */
    public static AuthorFields of(@CheckForNull Item item) {
        return new AuthorFields(
                ExtensionList.lookupSingleton(Catalogue.class), item == null ? null : item.getFullName());
    }

    /** Whether the current user may see what that item is configured with, and so what it might be. */
    public static boolean hasPermission(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
    }

    /** The clouds with something on offer. */
    public ComboBoxModel clouds() {
        List<Offered> all = new ArrayList<>(catalogue.dataSources(job));
        all.addAll(catalogue.bayTemplates(job));
        return names(all, null, Offered::cloud);
    }

    /** @param cloud name of the cloud; null, empty or a variable for all clouds */
    public ComboBoxModel sources(@CheckForNull String cloud) {
        return names(catalogue.dataSources(job), cloud, Offered::name);
    }

    /** @param cloud name of the cloud; null, empty or a variable for all clouds */
    public ComboBoxModel templates(@CheckForNull String cloud) {
        return names(catalogue.bayTemplates(job), cloud, Offered::name);
    }

    public FormValidation source(@CheckForNull String cloud, @CheckForNull String source) {
        return isBlank(source)
                ? required(source)
                : judgeForJob(() -> catalogue.cloneRequest(cloud, source, null, job), cloud, source);
    }

    /** Which snapshot of a data source, or nothing. */
    public FormValidation snapshot(
            @CheckForNull String cloud, @CheckForNull String source, @CheckForNull String snapshot) {
        return isBlank(snapshot) || isBlank(source)
                ? FormValidation.ok()
                : judgeForJob(() -> catalogue.cloneRequest(cloud, source, snapshot, job), cloud, source, snapshot);
    }

    /** A bay template that has to be named. */
    public FormValidation template(@CheckForNull String cloud, @CheckForNull String template) {
        return isBlank(template)
                ? required(template)
                : judgeForJob(() -> catalogue.bayRequest(cloud, template, 0, job), cloud, template);
    }

    /** A bay template, or nothing. */
    public FormValidation optionalTemplate(@CheckForNull String cloud, @CheckForNull String template) {
        return isBlank(template) ? FormValidation.ok() : template(cloud, template);
    }

    /** @param nodeCount empty and 0 mean the template's own number */
    public FormValidation nodeCount(
            @CheckForNull String cloud, @CheckForNull String template, @CheckForNull String nodeCount) {
        FormValidation number = FormValidation.validateNonNegativeInteger(isBlank(nodeCount) ? "0" : nodeCount);
        if (number.kind != FormValidation.Kind.OK || isBlank(template)) {
            return number;
        }
        int count = isBlank(nodeCount) ? 0 : Integer.parseInt(nodeCount.trim());
        return judgeForJob(() -> catalogue.bayRequest(cloud, template, count, job), cloud, template);
    }

    /** @param source name of the data source whose rules count, or null if there is none */
    public FormValidation ttl(@CheckForNull String cloud, @CheckForNull String source, @CheckForNull String ttl) {
        return isBlank(ttl)
                ? FormValidation.ok()
                : judgeForJob(
                        () -> catalogue.lifetime(cloud, Util.fixEmptyAndTrim(source), ttl, job), cloud, source, ttl);
    }

    public FormValidation readyTimeout(@CheckForNull String readyTimeout) {
        return judge(() -> Timeouts.of("readyTimeout", readyTimeout, Duration.ZERO), readyTimeout);
    }

    public FormValidation quotaTimeout(@CheckForNull String quotaTimeout) {
        return judge(() -> Timeouts.of("quotaTimeout", quotaTimeout, Duration.ZERO), quotaTimeout);
    }

    public FormValidation keepOnFailure(@CheckForNull String keepOnFailure) {
        return judge(() -> Ending.of(keepOnFailure, null), keepOnFailure);
    }

    public FormValidation failOnCleanupError(@CheckForNull String failOnCleanupError) {
        return judge(() -> Ending.of(null, failOnCleanupError), failOnCleanupError);
    }

    public FormValidation environment(@CheckForNull String env) {
        return judge(() -> Arguments.environment(Util.fixEmptyAndTrim(env)), env);
    }

    /** Whatever it is, it has to be given. */
    public FormValidation required(@CheckForNull String value) {
        return isBlank(value) ? FormValidation.error(Messages.AuthorFields_Required()) : FormValidation.ok();
    }

    /** @param parameter what the name of a checkpoint is called in this step */
    public FormValidation checkpoint(String parameter, @CheckForNull String name) {
        return isBlank(name) ? required(name) : judge(() -> Arguments.checkpoint(parameter, name), name);
    }

    /** @param text a map as {@code key=value} lines */
    public FormValidation keyValues(@CheckForNull String text) {
        try {
            KeyValues.parse(text);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** A path in the workspace that has to be given; whether the file is there, the build will see. */
    public FormValidation requiredFile(@CheckForNull String path) {
        return isBlank(path) ? required(path) : file(path);
    }

    /** A path in the workspace, or nothing. */
    public FormValidation file(@CheckForNull String path) {
        if (isBlank(path)) {
            return FormValidation.ok();
        }
        return judge(() -> WorkspaceFiles.requireInside(path.trim()), path);
    }

    private static ComboBoxModel names(List<Offered> all, @CheckForNull String cloud, Function<Offered, String> name) {
        boolean everywhere = isBlank(cloud) || isVariable(cloud);
        return new ComboBoxModel(all.stream()
                .filter(offered -> everywhere || offered.cloud().equals(cloud.trim()))
                .map(name)
                .distinct()
                .sorted()
                .toList());
    }

    /** What the catalogue would say to the item's build; outside any item there is nobody to judge for. */
    private FormValidation judgeForJob(Check check, String... fields) {
        return job == null ? FormValidation.ok() : judge(check, fields);
    }

    private static FormValidation judge(Check check, String... fields) {
        for (String field : fields) {
            if (isVariable(field)) {
                return FormValidation.ok();
            }
        }
        try {
            check.run();
            return FormValidation.ok();
        } catch (CloudException | AbortException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static boolean isVariable(String field) {
        return field != null && field.indexOf('$') >= 0;
    }

    private static boolean isBlank(String field) {
        return field == null || field.isBlank();
    }
}
