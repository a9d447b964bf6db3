package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the current user may see of the ledger. Whoever asks has made sure of the right to view at all. */
final class UserView {
    private UserView() {}

    /** All environments that the user may see, in no order. */
    static List<EnvironmentSummary> all() {
        DataCloneRuntime runtime = DataCloneRuntime.get();
        Instant now = runtime.context().clock().instant();
        Map<String, OwnerAccess> byJob = new HashMap<>();
        List<EnvironmentSummary> visible = new ArrayList<>();
        for (Environment environment : runtime.ledger().all()) {
            Owner owner = environment.owner();
            OwnerAccess access = byJob.computeIfAbsent(owner.job(), job -> OwnerAccess.of(owner));
            if (access.isVisible()) {
                visible.add(new EnvironmentSummary(environment, access, now));
            }
        }
        return visible;
    }

    /** The environment of that id; empty if there is none, and also if the user may not know that there is. */
    static Optional<EnvironmentPage> find(String id) {
        DataCloneRuntime runtime = DataCloneRuntime.get();
        Instant now = runtime.context().clock().instant();
        return runtime.ledger()
                .find(id)
                .map(environment -> new EnvironmentSummary(environment, OwnerAccess.of(environment.owner()), now))
                .filter(summary -> summary.access().isVisible())
                .map(summary -> new EnvironmentPage(runtime, summary, now));
    }
}
