package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Images of a plain engine, which unlike a swarm does not pull by itself. A pull lasts only as long as its client listens,
 * so this is the one call that may take minutes; what it has loaded is kept by the engine if it is cut off.
 */
final class Images {
    private static final long LONGEST_PULL_MINUTES = 10;

    private final EngineConnection connection;

    Images(EngineConnection connection) {
        this.connection = connection;
    }

    void provide(String image) throws CloudException {
        if (connection.hasImage(image)) {
            return;
        }
        String what = "Pulling image " + image;
        AtomicReference<String> refusal = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        ResultCallback.Adapter<PullResponseItem> callback = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(PullResponseItem item) {
                if (item.isErrorIndicated()) {
                    refusal.set(
                            item.getErrorDetail() == null
                                    ? "no reason given"
                                    : item.getErrorDetail().getMessage());
                }
            }

            @Override
            public void onError(Throwable error) {
                // super would log it; it is thrown below, and that is where it is told
                failure.set(error);
                onComplete();
            }
        };
        boolean ended;
        try {
            ended = connection
                    .client()
                    .pullImageCmd(withTag(image))
                    .exec(callback)
                    .awaitCompletion(LONGEST_PULL_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CloudException.of(Kind.UNAVAILABLE, what + " was interrupted", e);
        }
        if (failure.get() != null) {
            throw failed(image, what, failure.get());
        }
        if (!ended) {
            throw CloudException.of(
                    Kind.UNAVAILABLE, what + " took longer than " + LONGEST_PULL_MINUTES + " minutes and was given up");
        }
        if (refusal.get() != null) {
            throw connection.refused(what + " failed: " + DockerErrors.tidy(String.valueOf(refusal.get())));
        }
    }

    private CloudException failed(String image, String what, Throwable failure) {
        RuntimeException error =
                failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
        CloudException told = connection.error(what, error);
        return told.isNotFound()
                ? connection.refused(
                        what + " failed: there is no image " + image + " (" + DockerErrors.text(error) + ")")
                : told;
    }

    /** Without a tag the engine would pull all tags there are. */
    private static String withTag(String image) {
        boolean tagged = image.indexOf(':', image.lastIndexOf('/') + 1) >= 0 || image.contains("@");
        return tagged ? image : image + ":latest";
    }
}
