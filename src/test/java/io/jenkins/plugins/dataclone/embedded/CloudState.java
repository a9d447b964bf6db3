package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What all services share. Every field is guarded by {@link #lock}. */
final class CloudState {
    final Object lock = new Object();
    final Faults faults = new Faults(lock);
    final Store store = new Store(faults);
    final Accounts accounts = new Accounts();
    final Networks networks = new Networks();
    final ProductionGuard guard = new ProductionGuard(store);
    final List<LoggedRequest> requests = new ArrayList<>();
    /** Deletions of snapshots from which something was made that was still there. */
    final List<String> uprooted = new ArrayList<>();

    final Flavors flavors = new Flavors();
    final Bays bays = new Bays(this);
    final Timeline timeline;

    /** Scheme, host and port. */
    String url;

    List<String> regions = List.of("RegionOne");
    Set<String> missingServices = Set.of();

    /** Highest Manila microversion after "2.". */
    int manilaMinor = 65;

    /** Highest Cinder microversion after "3.". */
    int cinderMinor = 70;

    /** Whether Cinder may be asked for a part of a name; not in its default configuration. */
    boolean volumeNameFilter;

    /** Lists are cut here even without a limit. */
    int maxPage = 1000;

    /** GiB the share back end has. */
    int shareCapacity = 800;

    boolean badRequestBeforeClusterGone = true;
    Set<String> supportedCoes = Set.of("kubernetes", "swarm", "swarm-mode");

    CloudState(Timeline timeline) {
        this.timeline = timeline;
        faults.bind(timeline, store, accounts);
    }

    Instant now() {
        return timeline.now();
    }

    /** Where the identity service is reached, without the version. */
    String identityRoot() {
        return url + "/identity";
    }
}
