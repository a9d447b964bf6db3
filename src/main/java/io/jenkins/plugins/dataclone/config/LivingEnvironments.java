package io.jenkins.plugins.dataclone.config;

import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What environments still need of the configuration. They know clouds, data sources and bay templates by name: without its cloud
 * an environment could not be taken away any more, without its data source or bay template a build could not go on after a
 * restart. A name may go when nothing needs it, so neither renaming nor removing loses an environment.
 *
 * @param all the environments there are, ended ones too
 */
record LivingEnvironments(List<Environment> all) {
    /** How many of them a sentence lists. */
    private static final int LISTED = 10;

    /** Those of this Jenkins; none while it starts, when the configuration has to be taken as it is. */
    static LivingEnvironments ofThisJenkins() {
        return new LivingEnvironments(DataCloneRuntime.ifRunning()
                .map(runtime -> runtime.ledger().all())
                .orElse(List.of()));
    }

    /**
     * Refuses to let a cloud go that has something of theirs.
     *
     * @throws IllegalArgumentException with a sentence for users that lists them
     */
    void letCloudGo(String cloud) {
        refuse(
                Messages.LivingEnvironments_Cloud(cloud),
                environment -> !environment.state().isOver() && EnvironmentFacts.isOn(environment, cloud));
    }

    /** The same for a data source that they have a clone of, and may ask for again. */
    void letSourceGo(String cloud, String source) {
        refuse(
                Messages.LivingEnvironments_Source(source, cloud),
                environment ->
                        environment.state().isUsable() && EnvironmentFacts.hasSource(environment, cloud, source));
    }

    /** The same for a bay template that they have a bay of, and may ask for again. */
    void letTemplateGo(String cloud, String template) {
        refuse(
                Messages.LivingEnvironments_Template(template, cloud),
                environment ->
                        environment.state().isUsable() && EnvironmentFacts.hasTemplate(environment, cloud, template));
    }

    private void refuse(String what, Predicate<Environment> needs) {
        List<Environment> those = all.stream().filter(needs).toList();
        if (!those.isEmpty()) {
            String listed = those.stream()
                    .limit(LISTED)
                    .map(environment ->
                            environment.id() + " (" + environment.owner().run() + ")")
                    .collect(Collectors.joining(", "));
            String more = those.size() > LISTED ? Messages.LivingEnvironments_More(those.size() - LISTED) : "";
            throw new IllegalArgumentException(Messages.LivingEnvironments_Needed(what, listed + more));
        }
    }
}
