package io.jenkins.plugins.dataclone.model;

import java.util.Objects;
import java.util.Optional;

/**
 * An environment that is ready for use.
 *
 * @param data the cloned data
 * @param bay the bay, if one was asked for
 * @param stack the application, if one was asked for
 */
public record Provisioned(CloneResult data, Optional<BayResult> bay, Optional<StackResult> stack) {
    public Provisioned {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(bay, "bay");
        Objects.requireNonNull(stack, "stack");
    }
}
