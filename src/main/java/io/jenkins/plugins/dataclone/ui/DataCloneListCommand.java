package io.jenkins.plugins.dataclone.ui;

import hudson.Extension;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.args4j.Option;

/** {@code data-clone-list}: one line for each environment, as the page shows them. */
@Extension
public final class DataCloneListCommand extends DataCloneCommand {
    @Option(
            name = "-q",
            metaVar = "WORDS",
            usage = "only those whose build, data source, name or id contains the words")
    private String words = "";

    @Option(name = "-state", metaVar = "STATE", usage = "making, ready, kept, removing, stuck, gone, disowned or all")
    private String state = "";

    @Option(name = "-cloud", metaVar = "NAME", usage = "only those with something on that cloud")
    private String cloud = "";

    @Option(name = "-folder", metaVar = "NAME", usage = "only those of jobs in that folder")
    private String folder = "";

    @Override
    public String getShortDescription() {
        return Messages.DataCloneListCommand_ShortDescription();
    }

    @Override
    void execute() {
        if (!state.isEmpty()
                && !state.equals(EnvironmentQuery.ALL)
                && Status.find(state).isEmpty()) {
            throw new IllegalArgumentException(Messages.DataCloneListCommand_NoState(state));
        }
        EnvironmentQuery query =
                EnvironmentQuery.of(Map.of("q", words, "state", state, "cloud", cloud, "folder", folder)::get);
        query.select(UserView.all())
                .forEach(environment -> print(String.format(
                        Locale.ROOT,
                        "%-12s  %-8s  %-30s  %-20s  %s",
                        environment.getId(),
                        environment.getState(),
                        environment.getRun(),
                        environment.getSourceText(),
                        environment.getExpiresIn())));
    }
}
