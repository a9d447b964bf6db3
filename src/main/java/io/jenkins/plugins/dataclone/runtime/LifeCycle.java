package io.jenkins.plugins.dataclone.runtime;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Follows Jenkins' own life: starts and stops the runtime, and lets owners follow jobs that are renamed or moved. */
@Extension
public final class LifeCycle extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(LifeCycle.class.getName());

    @Override
    public void onLoaded() {
        DataCloneRuntime.onWorker(DataCloneRuntime::reap);
    }

    @Override
    public void onBeforeShutdown() {
        RuntimeHolder.stop();
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        DataCloneRuntime runtime = DataCloneRuntime.get();
        for (Environment environment : runtime.ledger().all()) {
            String run = environment.owner().run();
            if (run.startsWith(oldFullName + "#")) {
                String renamed = newFullName + run.substring(oldFullName.length());
                try {
                    runtime.ledger()
                            .renameOwner(
                                    environment.id(),
                                    renamed,
                                    item.getUrl() + renamed.substring(renamed.lastIndexOf('#') + 1) + "/");
                } catch (CloudException e) {
                    LOGGER.log(
                            Level.WARNING,
                            e,
                            () -> "Environment " + environment.id() + " still counts as owned by " + run);
                }
            }
        }
    }
}
