package io.jenkins.plugins.dataclone.ui;

import hudson.Extension;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.args4j.Argument;

/** {@code data-clone-destroy}: environments are taken away; all of them, or none if one of them is not the user's to destroy. */
@Extension
public final class DataCloneDestroyCommand extends DataCloneCommand {
    @Argument(metaVar = "ID", usage = "ids of the environments", required = true, multiValued = true)
    private List<String> ids = new ArrayList<>();

    @Override
    public String getShortDescription() {
        return Messages.DataCloneDestroyCommand_ShortDescription();
    }

    @Override
    void execute() throws Exception {
        List<EnvironmentPage> pages = ids.stream().map(DataCloneCommand::find).toList();
        pages.forEach(EnvironmentPage::checkDestroy);
        for (EnvironmentPage page : pages) {
            act(page, EnvironmentPage::destroy);
            stdout.println(
                    Messages.DataCloneDestroyCommand_Done(page.getSummary().getId()));
        }
    }
}
