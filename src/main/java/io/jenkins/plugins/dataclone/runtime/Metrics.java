package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.ledger.LedgerWatcher;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is counted while Jenkins runs; the counts begin at 0 with each start. Names and units follow Prometheus' conventions. Thread-
 * safe, and cheap enough for every call to a cloud.
 */
public final class Metrics implements LedgerWatcher {
    private static final String CLOUD = "cloud";

    private final Counters calls = new Counters(
            "dataclone_cloud_calls_total", "Calls to a cloud by how they ended.", List.of(CLOUD, "result"));
    private final Counters deletions = new Counters(
            "dataclone_deletions_failed_total",
            "Deletions that did not succeed; each is tried again until its object is gone.",
            List.of(CLOUD));
    private final Counters leaks = new Counters(
            "dataclone_leaks_found_total",
            "Objects of ours that the ledger did not know, found in a cloud and taken into the ledger to be deleted.",
            List.of(CLOUD));
    private final Counters opened =
            new Counters("dataclone_environments_opened_total", "Environments that builds asked for.", List.of());
    private final Histograms clones = new Histograms(
            "dataclone_clone_seconds", "Time from the request for a clone until it was usable.", List.of(CLOUD));
    private final Histograms bays = new Histograms(
            "dataclone_bay_seconds",
            "Time from the request for a bay until it was usable.",
            List.of(CLOUD, "template"));

    /** A call to a cloud has ended, in a word: {@code ok}, or why not. */
    void called(String cloud, String result) {
        calls.add(cloud, result);
    }

    void deletionFailed(String cloud) {
        deletions.add(cloud);
    }

    /** An object of ours turned up that the ledger did not know. */
    public void leakFound(String cloud) {
        leaks.add(cloud);
    }

    @Override
    public void changed(Environment before, Environment after) {
        if (before == null && after.isOpen()) {
            opened.add();
        }
        for (Resource resource : after.resources()) {
            Optional<Resource> old = before == null ? Optional.empty() : before.resource(resource.name());
            if (resource.isReady() && old.filter(Resource::isReady).isEmpty()) {
                ready(after, resource);
            }
        }
    }

    private void ready(Environment environment, Resource resource) {
        EnvironmentFacts facts = EnvironmentFacts.of(environment);
        Optional<Duration> took = EnvironmentFacts.took(resource);
        if (facts.clones().stream().anyMatch(clone -> clone.resource().equals(resource))) {
            took.ifPresent(time -> clones.observe(time, resource.cloud()));
        }
        if (resource.kind() == ResourceKind.CLUSTER) {
            facts.bays().stream()
                    .filter(bay -> bay.resource().equals(resource))
                    .forEach(bay -> took.ifPresent(time -> bays.observe(time, resource.cloud(), bay.template())));
        }
    }

    /** All of it, with the environments of the ledger by state. */
    public List<MetricFamily> families(Collection<Environment> environments) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(byState(environments));
        families.add(opened.family());
        families.add(calls.family());
        families.add(deletions.family());
        families.add(leaks.family());
        families.add(clones.family());
        families.add(bays.family());
        return families;
    }

    private static MetricFamily byState(Collection<Environment> environments) {
        Map<EnvironmentState, Integer> count = new EnumMap<>(EnvironmentState.class);
        for (EnvironmentState state : EnvironmentState.values()) {
            count.put(state, 0);
        }
        environments.forEach(environment -> count.merge(environment.state(), 1, Integer::sum));
        List<MetricFamily.Sample> samples = new ArrayList<>();
        count.forEach((state, number) -> samples.add(
                new MetricFamily.Sample("", Map.of("state", state.name().toLowerCase(Locale.ROOT)), number)));
        return new MetricFamily(
                "dataclone_environments", "Environments in the ledger by state.", MetricFamily.Type.GAUGE, samples);
    }
}
