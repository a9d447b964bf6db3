package io.jenkins.plugins.dataclone.runtime;

/**
 * What to do when a flow has ended. Called once, on a worker thread.
 *
 * @param <T> the flow's result
 */
public interface Outcome<T> {
    void done(T result);

    /** @param cause a {@link io.jenkins.plugins.dataclone.port.CloudException} with a sentence for users, or a bug */
    void failed(Exception cause);
}
