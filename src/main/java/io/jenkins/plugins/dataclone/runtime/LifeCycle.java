package io.jenkins.plugins.dataclone.runtime;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
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

    /** Jenkins tells of a folder and then of each job in it; the folder alone is enough. */
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        withLedger(runtime -> runtime.ledger()
                .moves()
                .move(owner -> Owners.moved(owner, item, oldFullName, newFullName))
                .forEach(e -> LOGGER.warning(() ->
                        "That '" + oldFullName + "' is '" + newFullName + "' now is noted later: " + e.getMessage())));
    }

    /** Jenkins deletes the builds of a job with it and tells of none of them. */
    @Override
    public void onDeleted(Item item) {
        String name = item.getFullName();
        withLedger(runtime ->
                runtime.releaseAllLeftBy(owner -> Owners.isIn(owner, name), "its job '" + name + "' was deleted"));
    }

    /** Without a ledger nothing can be noted; what the reaper finds out for itself later has to do. */
    private static void withLedger(Consumer<DataCloneRuntime> work) {
        if (DataCloneRuntime.isGoingDown()) {
            return;
        }
        try {
            work.accept(DataCloneRuntime.get());
        } catch (UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e.getMessage(), e);
        }
    }
}
