package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What this controller itself takes of a cloud, as the ledger knows it, against what its administrator allows it. What is not
 * seen to be gone yet counts, also what is stuck. Thread-safe.
 */
public final class OwnUse {
    private final Ledger ledger;
    private final Function<String, Caps> caps;

    /** @param caps those of a cloud, by its name; asked each time, so a change counts at once */
    public OwnUse(Ledger ledger, Function<String, Caps> caps) {
        this.ledger = ledger;
        this.caps = caps;
    }

    /** The items that have a limit, with what is taken of them. */
    Map<QuotaItem, Quota> of(String cloud) {
        Map<QuotaKind, Integer> limits = caps.apply(cloud).limits();
        Map<QuotaItem, Quota> use = new TreeMap<>();
        if (!limits.isEmpty()) {
            Map<QuotaKind, Long> taken = taken(cloud);
            limits.forEach(
                    (kind, limit) -> use.put(QuotaItem.of(kind), new Quota(limit, taken.getOrDefault(kind, 0L))));
        }
        return use;
    }

    private Map<QuotaKind, Long> taken(String cloud) {
        Map<QuotaKind, Long> taken = new EnumMap<>(QuotaKind.class);
        ledger.all().stream()
                .flatMap(environment -> environment.resources(each -> isThere(each, cloud)).stream())
                .forEach(each -> {
                    if (each.kind() == ResourceKind.CLUSTER) {
                        taken.merge(QuotaKind.OWN_BAYS, 1L, Long::sum);
                    } else if (each.kind() == ResourceKind.SHARE || each.kind() == ResourceKind.VOLUME) {
                        taken.merge(QuotaKind.OWN_CLONES, 1L, Long::sum);
                        taken.merge(
                                QuotaKind.OWN_CLONE_GIGABYTES,
                                Long.parseLong(each.attribute(CloneFlow.SIZE).orElse("0")),
                                Long::sum);
                    }
                });
        return taken;
    }

    /** What has no id yet is still a promise of the line. */
    private static boolean isThere(Resource resource, String cloud) {
        return resource.id() != null
                && resource.state() != ResourceState.GONE
                && resource.cloud().equals(cloud);
    }
}
