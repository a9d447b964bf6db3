package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has to hold between the parts of the configuration: names are unique, references lead somewhere. */
final class ConfigurationRules {
    /** The three lists that belong together. */
    record Parts(List<CloudProfile> clouds, List<DataSource> dataSources, List<BayTemplate> bayTemplates) {}

    private ConfigurationRules() {}

    /** A new list of the clouds. */
    static List<CloudProfile> clouds(@CheckForNull List<CloudProfile> clouds) {
        List<CloudProfile> checked = copy(clouds);
        checked.forEach(CloudProfile::check);
        unique(checked, CloudProfile::getName, cloud -> "cloud '" + cloud.getName() + "'");
        return checked;
    }

    /** A new list of the data sources; whether their clouds exist is judged by {@link #check}, when all parts are there. */
    static List<DataSource> dataSources(@CheckForNull List<DataSource> sources) {
        List<DataSource> checked = copy(sources);
        unique(
                checked,
                source -> source.getCloud() + "/" + source.getName(),
                source -> "data source '" + source.getName() + "' on cloud '" + source.getCloud() + "'");
        return checked;
    }

    /** A new list of the bay templates; whether their clouds exist is judged by {@link #check}. */
    static List<BayTemplate> bayTemplates(@CheckForNull List<BayTemplate> templates) {
        List<BayTemplate> checked = copy(templates);
        checked.forEach(BayTemplate::check);
        unique(
                checked,
                template -> template.getCloud() + "/" + template.getName(),
                template -> "bay template '" + template.getName() + "' on cloud '" + template.getCloud() + "'");
        return checked;
    }

    /**
     * Judges everything together.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    static void check(List<CloudProfile> clouds, List<DataSource> sources, List<BayTemplate> templates) {
        for (DataSource source : sources) {
            DataSourceRules.check(
                    source, referred(clouds, "data source '" + source.getName() + "'", source.getCloud()));
        }
        for (BayTemplate template : templates) {
            referred(clouds, "bay template '" + template.getName() + "'", template.getCloud());
        }
    }

    /**
     * Judges what is not there any more, by its name.
     *
     * @throws IllegalArgumentException with a sentence for users if an environment needs it
     */
    static void checkGone(Parts before, Parts after, LivingEnvironments living) {
        Set<String> clouds = names(after.clouds(), CloudProfile::getName);
        before.clouds().stream()
                .map(CloudProfile::getName)
                .filter(cloud -> !clouds.contains(cloud))
                .forEach(living::letCloudGo);
        Set<String> sources = names(after.dataSources(), source -> source.getCloud() + "/" + source.getName());
        before.dataSources().stream()
                .filter(source -> !sources.contains(source.getCloud() + "/" + source.getName()))
                .forEach(source -> living.letSourceGo(source.getCloud(), source.getName()));
        Set<String> templates = names(after.bayTemplates(), template -> template.getCloud() + "/" + template.getName());
        before.bayTemplates().stream()
                .filter(template -> !templates.contains(template.getCloud() + "/" + template.getName()))
                .forEach(template -> living.letTemplateGo(template.getCloud(), template.getName()));
    }

    private static <T> Set<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).collect(Collectors.toSet());
    }

    static Optional<CloudProfile> find(List<CloudProfile> clouds, @CheckForNull String name) {
        return clouds.stream().filter(cloud -> cloud.getName().equals(name)).findFirst();
    }

    /** The answer for a field that names a cloud, judged by what is saved: the cloud may be new on the same page. */
    static FormValidation cloudAnswer(@CheckForNull String value) {
        if (FieldRules.name(value).isPresent()) {
            return FormValidation.error(Messages.FieldRules_Required());
        }
        List<CloudProfile> clouds = DataCloneConfiguration.get().getClouds();
        return find(clouds, value.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.ConfigurationRules_UnsavedCloud(value, names(clouds)));
    }

    private static CloudProfile referred(List<CloudProfile> clouds, String object, String name) {
        return find(clouds, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        object + ", cloud: " + Messages.ConfigurationRules_NoCloud(name, names(clouds))));
    }

    private static String names(List<CloudProfile> clouds) {
        return clouds.isEmpty()
                ? Messages.ConfigurationRules_None()
                : String.join(", ", clouds.stream().map(CloudProfile::getName).toList());
    }

    private static <T> List<T> copy(@CheckForNull List<T> list) {
        return list == null ? new ArrayList<>() : new ArrayList<>(list);
    }

    /** Names that differ only in case would make the same variables in a build. */
    private static <T> void unique(List<T> objects, Function<T, String> name, Function<T, String> label) {
        Set<String> seen = new HashSet<>();
        for (T object : objects) {
            if (!seen.add(name.apply(object).toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(Messages.ConfigurationRules_Twice(label.apply(object)));
            }
        }
    }
}
