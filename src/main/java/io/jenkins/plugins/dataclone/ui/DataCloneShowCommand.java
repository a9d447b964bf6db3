package io.jenkins.plugins.dataclone.ui;

import hudson.Extension;
import java.util.Locale;
import org.kohsuke.args4j.Argument;

/** {@code data-clone-show}: everything about one environment. */
@Extension
public final class DataCloneShowCommand extends DataCloneCommand {
    @Argument(metaVar = "ID", usage = "id of the environment", required = true)
    private String id = "";

    @Override
    public String getShortDescription() {
        return Messages.DataCloneShowCommand_ShortDescription();
    }

    @Override
    void execute() {
        EnvironmentPage page = find(id);
        EnvironmentSummary summary = page.getSummary();
        line("environment", summary.getId());
        line("name", summary.getGivenName());
        line("build", summary.getRun());
        line("state", summary.getState());
        line("data source", summary.getSourceText());
        line("data of", summary.getDataTime());
        line("size", summary.getSizeGiB() == 0 ? null : summary.getSizeGiB() + " GiB");
        line("opened", summary.getCreatedAt());
        line("expires", summary.getExpiresAt());
        line("released", summary.getReleaseReason());
        line("problem", summary.getProblem());
        for (ResourceLine resource : page.getResources()) {
            line(
                    resource.getKind(),
                    resource.getName() + "  " + (resource.getId() == null ? "-" : resource.getId()) + "  "
                            + resource.getState() + "  on " + resource.getCloud());
        }
        for (WayIn way : page.getWaysIn()) {
            line("reach", way.getWhat() + "  " + way.getAddress());
        }
    }

    private void line(String what, String value) {
        if (value != null && !value.isEmpty()) {
            print(String.format(Locale.ROOT, "%-14s  %s", what, value));
        }
    }
}
