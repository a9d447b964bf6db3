package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;

/** The second net: a build has ended, however it ended (a hard kill calls no step), so what it owns goes. */
@Extension
public final class BuildEnd extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
        Owner owner = Owners.of(run);
        DataCloneRuntime.ifRunning().ifPresent(runtime -> tell(runtime, owner, listener));
        DataCloneRuntime.onWorker(runtime -> runtime.releaseAllOf(owner, "its build has ended"));
    }

    private static void tell(DataCloneRuntime runtime, Owner owner, TaskListener listener) {
        runtime.ledger().ownedBy(owner).stream()
                .filter(Environment::isOpen)
                .map(environment ->
                        "Environment " + environment.id() + " is taken away in the background, as its build has ended")
                .forEach(line -> listener.getLogger().println(EnvironmentNote.line(line)));
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        Owner owner = Owners.of(run);
        DataCloneRuntime.onWorker(runtime -> runtime.releaseAllLeftBy(owner::isSameBuild, "its build was deleted"));
    }
}
