package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * Something that an author asks for within an environment. Kept with the build of a Pipeline, so that a restart can ask for the
 * same again: it holds what the author wrote and nothing else.
 *
 * @param <T> the result
 */
public interface Task<T> extends Serializable {
    /**
     * How long a new environment lives that is opened for this. Says on the way whether the task may be done at all, so that
     * what can be wrong with it is found before anything is opened.
     *
     * @param wanted what the author asked for, like {@code 2h}, or null
     * @param job full name of the job
     */
    Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException;

    /**
     * The environment that it is done in: the open one of that name, or a new one.
     *
     * @param name name of the environment, or null if the author gave none and the task finds it out
     */
    default Environment environment(Ledger ledger, Owner owner, String name, Lifetime life) throws CloudException {
        return ledger.open(owner, name, life);
    }

    /** The work; asked for again after a restart, when it goes on from the ledger. */
    Flow<T> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException;

    /** The result as a Pipeline sees it: plain serialisable values. */
    Map<String, ?> value(T result);

    /** The result as variables of the build. None of them is a secret. */
    Map<String, String> variables(T result);

    /** Whether the work reads files of the workspace. */
    default boolean needsWorkspace() {
        return false;
    }

    /**
     * For whom and where a task is done.
     *
     * @param build the build
     * @param catalogue what is offered to the build
     * @param job full name of its job
     * @param environmentId id of the environment, which is open
     * @param key tells this task's wishes from those of others in the environment
     * @param deadline when to give up
     */
    record Assignment(
            BuildContext build, Catalogue catalogue, String job, String environmentId, String key, Instant deadline) {
        BuildLog log() {
            return new BuildLog(build);
        }
    }
}
