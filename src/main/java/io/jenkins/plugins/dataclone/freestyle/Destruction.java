package io.jenkins.plugins.dataclone.freestyle;

import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.TaskRunner;

/**
 * Takes away environments of a build and waits for them to be gone. What is left after a while goes on in the background, and
 * is no failure of the build.
 *
 * @param env the field with the environment's name; null for all of them
 */
record Destruction(String env) {
    boolean perform(FreestyleBuild build) throws InterruptedException {
        if (DataCloneRuntime.isGoingDown()) {
            build.log().say("Jenkins is going down; what this build owns is taken away after the start");
            return true;
        }
        return build.attempt(() -> {
            String expanded = build.expand(env);
            String name = expanded == null ? null : Arguments.environment(expanded);
            TaskRunner.of(build).removeNamed(name, "its build asked for it");
            EnvironmentAction.of(build.run()).forget(name);
        });
    }
}
