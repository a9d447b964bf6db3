package io.jenkins.plugins.dataclone.freestyle;

import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.task.Arguments;
import io.jenkins.plugins.dataclone.task.Ending;
import io.jenkins.plugins.dataclone.task.TaskRunner;
import java.util.List;

/**
 * Takes away environments of a build and waits for them to be gone. What is left after a while goes on in the background, and
 * counts for the build's result only if that is wanted.
 *
 * @param env the field with the environment's name; null for all of them
 * @param failOnCleanupError the field with what becomes of the build if something is left; null for what the administrator has
 *     decided
 */
record Destruction(String env, String failOnCleanupError) {
    boolean perform(FreestyleBuild build) throws InterruptedException {
        if (DataCloneRuntime.isGoingDown()) {
            build.log().say("Jenkins is going down; what this build owns is taken away after the start");
            return true;
        }
        return build.attempt(() -> {
            String expanded = build.expand(env);
            String name = expanded == null ? null : Arguments.environment(expanded);
            Ending ending = Ending.of(null, build.expand(failOnCleanupError));
            TaskRunner runner = TaskRunner.of(build);
            List<String> leftovers = runner.removeNamed(name, "its build asked for it");
            EnvironmentAction.of(build.run()).forget(name);
            // with the environments go the certificates of their bays on the agent
            runner.runtime().sweepAgents();
            var failure = ending.judge(runner.runtime().catalogue(), leftovers, build.build()::setResult);
            if (failure.isPresent()) {
                throw failure.get();
            }
        });
    }
}
