package io.jenkins.plugins.dataclone.ui;

import hudson.Extension;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import jenkins.model.Jenkins;

/**
 * {@code data-clone-scan}: looks for what the ledger does not know, on every cloud, now. By the same rules as the scan that runs by
 * itself, so that something goes only when two scans have seen it.
 */
@Extension
public final class DataCloneScanCommand extends DataCloneCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String getShortDescription() {
        return Messages.DataCloneScanCommand_ShortDescription();
    }

    @Override
    void execute() throws InterruptedException {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        ScanText.tell(DataCloneRuntime.get().orphanScans(), PATIENCE, this::print);
    }
}
