package io.jenkins.plugins.dataclone.step;

import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/**
 * The body of a block, between a worker thread that asks for it and the thread that runs Pipelines, on which an abort may come at
 * the same moment. Either the block is stopped and no body begins, or the body has been asked for and the abort is passed on to it.
 */
final class BlockBody implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The running body. */
    private BodyExecution body;

    private transient boolean asked;
    private transient boolean blockStopped;
    /** What the body is to be stopped with as soon as there is a handle to it. */
    private transient Throwable pendingStop;

    /**
     * Asks for the body unless the block was stopped.
     *
     * @return whether it was asked for
     */
    boolean ask(BodyInvoker invoker) {
        synchronized (this) {
            if (blockStopped) {
                return false;
            }
            asked = true;
        }
        BodyExecution begun = invoker.start();
        Throwable stop;
        synchronized (this) {
            body = begun;
            stop = pendingStop;
        }
        if (stop != null) {
            // works before the body has begun, too
            begun.cancel(stop);
        }
        return true;
    }

    /**
     * An abort. Never waits for the worker.
     *
     * @param phase where the block stands
     * @return whether the body takes it; if not, the block does
     */
    boolean stop(BlockPhase phase, Throwable cause) {
        BodyExecution running;
        synchronized (this) {
            if (phase == BlockPhase.RELEASE || (phase == BlockPhase.PREPARE && !asked)) {
                blockStopped = true;
                return false;
            }
            running = body;
            if (running == null) {
                pendingStop = cause;
            }
        }
        if (running != null) {
            running.cancel(cause);
        }
        return true;
    }

    /** Whether the block itself took an abort. */
    synchronized boolean isBlockStopped() {
        return blockStopped;
    }
}
