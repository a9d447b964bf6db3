package io.jenkins.plugins.dataclone.ui;

import hudson.Extension;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code data-clone-extend}: environments live longer; all of them, or none if one of them is not the user's to extend. */
@Extension
public final class DataCloneExtendCommand extends DataCloneCommand {
    @Argument(metaVar = "ID", usage = "ids of the environments", required = true, multiValued = true)
    private List<String> ids = new ArrayList<>();

    @Option(name = "-by", metaVar = "TIME", usage = "how long from now on, like 2h")
    private String by = "1h";

    @Override
    public String getShortDescription() {
        return Messages.DataCloneExtendCommand_ShortDescription();
    }

    @Override
    void execute() throws Exception {
        List<EnvironmentPage> pages = ids.stream().map(DataCloneCommand::find).toList();
        pages.forEach(EnvironmentPage::checkExtend);
        for (EnvironmentPage page : pages) {
            act(page, chosen -> chosen.extend(by));
            stdout.println(
                    Messages.DataCloneExtendCommand_Done(page.getSummary().getId(), page.expiresNow()));
        }
    }
}
