package io.jenkins.plugins.dataclone.runtime;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import java.util.Optional;

/** The builds that own environments. */
public interface Builds extends OwnerProbe {
    /** The build itself, running or not; empty if there is none, or if it cannot be loaded now. */
    default Optional<Run<?, ?>> find(Owner owner) {
        return Optional.empty();
    }
}
