package io.jenkins.plugins.dataclone.runtime;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import java.time.Instant;

/** Builds as owners of environments. */
public final class Owners {
    private Owners() {}

    public static Owner of(Run<?, ?> run) {
        return new Owner(run.getExternalizableId(), run.getUrl(), Instant.ofEpochMilli(run.getTimeInMillis()));
    }
}
